import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type S3ForTests, startS3ForTests } from '../../../../infra/testing/parts/s3-for-tests.ts'
import { s3OffSite } from './s3.off-site.ts'

let s3: S3ForTests
let folder: string
const to = (accessKeyId: string) =>
  s3OffSite({ bucket: 'copies', endpoint: s3.endpoint, accessKeyId, secretAccessKey: 'only here' })

beforeAll(async () => {
  s3 = await startS3ForTests('copies', 'tests')
  folder = await mkdtemp(join(tmpdir(), 'plantao-off-site-'))
})
afterAll(async () => {
  await s3.close()
  await rm(folder, { recursive: true, force: true })
})

it('keeps files whole, lists them over pages and removes them', async () => {
  const offSite = to('tests')
  const bytes = Buffer.alloc(300_000, 'plantao')
  const file = join(folder, 'one')
  await writeFile(file, bytes)
  for (const name of ['c', 'a', 'e', 'b', 'd']) await offSite.put(name, file)
  expect(s3.objects.get('/copies/backups/a')?.equals(bytes)).toBe(true)
  expect(await offSite.list()).toEqual(['a', 'b', 'c', 'd', 'e'])
  await offSite.remove('b')
  await offSite.remove('b')
  expect(await offSite.list()).toEqual(['a', 'c', 'd', 'e'])
})

it('says when the key is refused, and when the file is gone', async () => {
  await expect(to('someone-else').list()).rejects.toThrow('InvalidAccessKeyId')
  await expect(to('tests').put('f', join(folder, 'none'))).rejects.toThrow('ENOENT')
})
