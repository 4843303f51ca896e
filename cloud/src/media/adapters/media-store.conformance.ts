import { randomBytes, randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { type MediaStore, MediaStoreError } from '../media-store.port.ts'

/** What every MediaStore must do; each adapter's test runs it. */
export function conformsAsMediaStore(name: string, store: () => MediaStore): void {
  const key = () => `${randomUUID()}/${randomUUID()}`

  describe(`${name} as a media store`, () => {
    it('gives back what was put, whole or in part', async () => {
      const bytes = randomBytes(300_000)
      const at = key()
      await store().put(at, bytes, 'image/png')
      expect(await buffer((await store().read(at))!)).toEqual(bytes)
      const part = await store().read(at, { start: 100, end: 199 })
      expect(await buffer(part!)).toEqual(bytes.subarray(100, 200))
      const last = await store().read(at, { start: bytes.length - 1, end: bytes.length - 1 })
      expect(await buffer(last!)).toEqual(bytes.subarray(-1))
    })

    it('takes the same file twice and keeps tenants apart', async () => {
      const at = key()
      await store().put(at, Buffer.from('um'), 'text/plain')
      await store().put(at, Buffer.from('um'), 'text/plain')
      const other = `${randomUUID()}/${at.split('/')[1]}`
      expect(await store().read(other)).toBeNull()
      expect(String(await buffer((await store().read(at))!))).toBe('um')
    })

    it('knows what it has not, before and after removing', async () => {
      const at = key()
      expect(await store().read(at)).toBeNull()
      await store().put(at, Buffer.from('x'), 'text/plain')
      await store().remove(at)
      await store().remove(at)
      expect(await store().read(at)).toBeNull()
    })

    it.each(['../etc/passwd', 'a/../../b', '/etc/passwd', 'a', 'a/b/c', 'A/b', '', 'a/b\0'])(
      'refuses the key %j',
      async (bad) => {
        await expect(store().put(bad, Buffer.from('x'), 'text/plain')).rejects.toBeInstanceOf(MediaStoreError)
        await expect(store().read(bad)).rejects.toBeInstanceOf(MediaStoreError)
        await expect(store().remove(bad)).rejects.toBeInstanceOf(MediaStoreError)
      },
    )

    it('says that it is well', () => store().health())
  })
}
