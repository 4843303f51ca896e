import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { checkedKey, type MediaStore, MediaStoreError } from '../media-store.port.ts'

/**
 * Files in a folder, one folder below for each tenant. Written beside and renamed, so that a reader or a crash never
 * meets half a file.
 * @param folder made on first use
 */
export function diskMediaStore(folder: string): MediaStore {
  const pathOf = (key: string) => join(folder, checkedKey(key))

  return {
    async put(key, bytes) {
      const path = pathOf(key)
      const draft = `${path}.${randomUUID()}.part`
      try {
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        await writeFile(draft, bytes, { mode: 0o600, flush: true })
        await rename(draft, path)
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined)
        throw new MediaStoreError('the file could not be written', error)
      }
    },

    async read(key, range) {
      const path = pathOf(key)
      try {
        // Opened here, so that a missing file is known before the first byte is promised.
        const file = await open(path, 'r')
        return createReadStream(path, { fd: file, autoClose: true, ...range })
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw new MediaStoreError('the file could not be opened', error)
      }
    },

    async remove(key) {
      try {
        await rm(pathOf(key), { force: true })
      } catch (error) {
        throw new MediaStoreError('the file could not be removed', error)
      }
    },

    async health() {
      const probe = join(folder, `.probe-${randomUUID()}`)
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFile(probe, '')
        await rm(probe, { force: true })
      } catch (error) {
        throw new MediaStoreError('the media folder cannot be written', error)
      }
    },
  }
}
