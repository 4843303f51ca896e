import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readKept, writeKept } from './kept-file.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantao-kept-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const isNamed = (content: unknown): content is { name: string } =>
  typeof (content as { name?: unknown } | null)?.name === 'string'
const wayOut = { en: 'Restore it.', pt: 'Restaure.' }

it('reads back what it wrote, and finds nothing where nothing is', async () => {
  const path = join(folder, 'kept.json')
  expect(await readKept(path, isNamed, wayOut)).toBeUndefined()
  await writeKept(path, { name: 'ana' })
  expect(await readKept(path, isNamed, wayOut)).toEqual({ name: 'ana' })
})

it.each(['', '{"name": "an', 'null', '[]', '{"name": 3}', '\0\0\0'])(
  'tells of %j and leaves it',
  async (text) => {
    const path = join(folder, 'kept.json')
    await writeFile(path, text)
    await expect(readKept(path, isNamed, wayOut)).rejects.toThrow(path)
    expect(await readFile(path, 'utf8')).toBe(text)
  },
)

it('tells when it is a folder, or lies below a file', async () => {
  await expect(readKept(folder, isNamed, wayOut)).rejects.toThrow(folder)
  await writeFile(join(folder, 'file'), '')
  await expect(writeKept(join(folder, 'file', 'kept.json'), {})).rejects.toThrow('DATA_DIR')
})
