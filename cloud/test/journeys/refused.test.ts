import { zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'

// What the knowledge does not take, at the real door: refused by name, in the caller's language, and nothing is lost.

type Refusal = { error: { code: string; message: string; details?: Record<string, unknown> } }

let house: TestHouse
beforeAll(async () => {
  house = await startHouse()
}, 120_000)
afterAll(() => house?.stop())

describe('a text of 50,001 characters', () => {
  it('is neither published nor kept as a draft; one of 50,000 is both', async () => {
    const text = async () => (await house.api<{ text: string }>('GET', '/knowledge')).body.text
    const before = await text()
    for (const path of ['/knowledge', '/knowledge/draft']) {
      const { status, body } = await house.api<Refusal>('PUT', path, { text: 'a'.repeat(50_001) })
      expect([status, body.error.code]).toEqual([422, 'knowledge.too_long'])
      expect(body.error.message).toMatch(/50\.001 caracteres e o limite é 50\.000/)
    }
    expect(await text()).toBe(before)
    for (const path of ['/knowledge/draft', '/knowledge'])
      expect((await house.api('PUT', path, { text: 'á'.repeat(50_000) })).status).toBe(200)
    await expect.poll(text, { timeout: 30_000 }).toHaveLength(50_000)
  })
})

describe('a file', () => {
  const send = (bytes: Uint8Array, name: string) => {
    const form = new FormData()
    form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>]), name)
    return house.api<Refusal & { text?: string }>('POST', '/knowledge/import', form)
  }
  const pdf = (bytes: number) => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(bytes, 'x')])
  const types =
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
  /** Of 200 KB, and of 200 MB when opened. */
  const bomb = () =>
    zipSync({
      '[Content_Types].xml': Buffer.from(types),
      'word/document.xml': new Uint8Array(200 * 1024 * 1024),
    })
  const REFUSED: [string, () => Uint8Array, string, number, string][] = [
    ['a PDF of 40 MB', () => pdf(40 * 1024 * 1024), 'cardapio.pdf', 413, 'import.too_large'],
    ['a zip bomb', bomb, 'cardapio.docx', 422, 'import.expands_too_much'],
    [
      'a page of the web named .pdf',
      () => Buffer.from('<!doctype html><p>Preços</p>'),
      'a.pdf',
      415,
      'import.unsupported',
    ],
    ['a PDF that is none', () => pdf(5_000), 'a.pdf', 422, 'import.damaged'],
    ['nothing', () => new Uint8Array(), 'a.txt', 400, 'import.no_file'],
  ]
  it.each(REFUSED)('%s is refused in words', async (_what, bytes, name, status, code) => {
    const answer = await send(bytes(), name)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
    expect(answer.body.error.message).toMatch(/^[A-ZÁÉÍÓÚ].{20,}\.$/)
    // The house goes on: the next file is read.
    expect((await send(Buffer.from('Abrimos às 6h.'), 'horas.txt')).body.text).toBe('Abrimos às 6h.')
  })
})
