import { afterAll, beforeAll, expect, it } from 'vitest'
import { type S3ForTests, startS3ForTests } from '../../../../infra/testing/parts/s3-for-tests.ts'
import { MediaStoreError } from '../media-store.port.ts'
import { conformsAsMediaStore } from './media-store.conformance.ts'
import { s3MediaStore } from './s3.media-store.ts'

const key = { accessKeyId: 'tests', secretAccessKey: 'only here' }
let s3: S3ForTests
let store: ReturnType<typeof s3MediaStore>
beforeAll(async () => {
  s3 = await startS3ForTests('plantao', key.accessKeyId)
  store = s3MediaStore({ endpoint: s3.endpoint, region: 'sa-east-1', bucket: 'plantao', ...key })
})
afterAll(async () => {
  store.close()
  await s3.close()
})

conformsAsMediaStore('S3', () => store)

it('names what keeps it from its bucket', async () => {
  const options = { endpoint: s3.endpoint, region: 'sa-east-1', bucket: 'plantao', ...key }
  const stranger = s3MediaStore({ ...options, accessKeyId: 'someone-else' })
  await expect(stranger.read('t/m')).rejects.toBeInstanceOf(MediaStoreError)
  await expect(stranger.put('t/m', Buffer.from('x'), 'text/plain')).rejects.toBeInstanceOf(MediaStoreError)
  const elsewhere = s3MediaStore({ ...options, bucket: 'another' })
  await expect(elsewhere.health()).rejects.toBeInstanceOf(MediaStoreError)
  stranger.close()
  elsewhere.close()
})
