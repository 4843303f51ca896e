import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type MediaStore, MediaStoreError } from '../media-store.port.ts'
import { diskMediaStore } from './disk.media-store.ts'
import { conformsAsMediaStore } from './media-store.conformance.ts'

let folder: string
let store: MediaStore
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'media-'))
  store = diskMediaStore(join(folder, 'files'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

conformsAsMediaStore('a folder', () => store)

it('leaves no half file behind when it cannot write', async () => {
  await writeFile(join(folder, 'blocked'), 'a file where a folder should be')
  const broken = diskMediaStore(join(folder, 'blocked'))
  await expect(broken.put('t/m', Buffer.from('x'), 'text/plain')).rejects.toBeInstanceOf(MediaStoreError)
  await expect(broken.health()).rejects.toBeInstanceOf(MediaStoreError)
  expect((await readdir(folder)).sort()).toEqual(['blocked', 'files'])
})
