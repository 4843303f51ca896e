import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { ERRORS, type ErrorCode } from '@plantao/shared/errors'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { ExpectedError } from '../../platform/errors.ts'
import { apart } from '../apart/apart.ts'
import { textOf as textFor } from './import-file.ts'

const TENANT = randomUUID()
const textOf = (bytes: Uint8Array, name: string) => textFor(TENANT, bytes, name)

const fixture = (name: string) => readFile(new URL(`./fixtures/${name}`, import.meta.url))
/** Files that Word wrote, as the reader's own authors test with. */
const word = (name: string) =>
  readFile(
    join(dirname(createRequire(import.meta.url).resolve('mammoth/package.json')), 'test/test-data', name),
  )

async function refusal(bytes: Uint8Array, name: string): Promise<ErrorCode> {
  const error = await textOf(bytes, name).then(
    (done) => Promise.reject(new Error(`was read: ${done.text.slice(0, 80)}`)),
    (failed: ExpectedError) => failed,
  )
  expect(ERRORS).toHaveProperty([error.code])
  return error.code
}

/** A .docx around a body, as small as Word would accept. */
function docx(body: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
  const rels = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
  const document = `<?xml version="1.0"?>${body}`
  return zipSync({
    '[Content_Types].xml': strToU8(types),
    '_rels/.rels': strToU8(rels),
    'word/document.xml': strToU8(document),
    ...more,
  })
}
const wordBody = (inner: string) =>
  `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${inner}</w:body></w:document>`
const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`

describe('text', () => {
  test('UTF-8, with and without its mark, and line ends of any kind', async () => {
    const read = await textOf(
      Buffer.from('\ufeffPão de queijo: R$ 4,50\r\n\r\n\r\n\r\nAté às 20h  \r\n'),
      'a.txt',
    )
    expect(read).toMatchObject({ kind: 'txt', text: 'Pão de queijo: R$ 4,50\n\nAté às 20h', warnings: [] })
  })
  test('Windows-1252 is read and said', async () => {
    const read = await textOf(Buffer.from('Pão francês: R$ 16,90', 'latin1'), 'precos.txt')
    expect(read.text).toContain('Pão francês')
    expect(read.warnings).toEqual(['legacy_encoding'])
  })
  test('UTF-16, as the Windows notepad saves it', async () => {
    const read = await textOf(Buffer.from('\ufeffAçaí: R$ 12', 'utf16le'), 'acai.txt')
    expect(read.text).toBe('Açaí: R$ 12')
  })
  test('markdown keeps its marks; the name says only that', async () => {
    expect(await textOf(Buffer.from('# Horários\n\n- 8h às 18h'), 'LEIA.MD')).toMatchObject({
      kind: 'md',
      text: '# Horários\n\n- 8h às 18h',
    })
  })
  test('a text that is too long is given with a warning, a book is cut', async () => {
    const long = await textOf(Buffer.from('Frase inteira. '.repeat(4000)), 'a.txt')
    expect(long.warnings).toEqual(['over_limit'])
    const book = await textOf(Buffer.from('Frase inteira. '.repeat(40_000)), 'a.txt')
    expect(book.warnings).toEqual(['over_limit', 'cut'])
    expect(book.characters).toBe(200_000)
  })
})

describe('PDF', () => {
  test('a printed page comes with its prices beside their products', async () => {
    const read = await textOf(await fixture('cardapio.pdf'), 'qualquer-nome.bin')
    expect(read).toMatchObject({ kind: 'pdf', pages: 2, warnings: [] })
    expect(read.text).toMatch(/Abrimos de segunda a sexta, das 6h às 20h30/)
    expect(read.text).toMatch(/Pão de queijo \(unidade\)\s+R\$ 4,50/)
    expect(read.text).toMatch(/\(31\) 90000-0001/)
  })
  test('with a password, without text, cut off, made of noise', async () => {
    expect(await refusal(await fixture('com-senha.pdf'), 'a.pdf')).toBe('import.encrypted')
    expect(await refusal(await fixture('sem-texto.pdf'), 'a.pdf')).toBe('import.no_text')
    const whole = await fixture('cardapio.pdf')
    expect(await refusal(whole.subarray(0, 400), 'a.pdf')).toBe('import.damaged')
    expect(
      await refusal(Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(50_000, 'x')]), 'a.pdf'),
    ).toBe('import.damaged')
  })
  test('pages that hold themselves, a thousand pages, references in a ring', async () => {
    const pdf = (objects: string[]) =>
      Buffer.from(
        `%PDF-1.4\n${objects.map((object, i) => `${i + 1} 0 obj${object}endobj\n`).join('')}trailer<</Root 1 0 R>>\n`,
      )
    const catalog = '<</Type/Catalog/Pages 2 0 R>>'
    const itself = pdf([catalog, '<</Type/Pages/Kids[2 0 R]/Count 1>>'])
    const ring = pdf([
      catalog,
      '<</Type/Pages/Kids[3 0 R]/Count 9>>',
      '<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>',
    ])
    const length = pdf([
      catalog,
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>',
      '<</Length 4 0 R>>stream\nx\nendstream ',
    ])
    for (const one of [itself, ring, length])
      expect(await refusal(one, 'a.pdf')).toMatch(/^import\.(?:damaged|no_text)$/)
    const kids = Array.from({ length: 1000 }, (_, i) => `${i + 3} 0 R`).join(' ')
    const empty = Array.from({ length: 1000 }, () => '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>')
    const many = pdf([catalog, `<</Type/Pages/Kids[${kids}]/Count 1000>>`, ...empty])
    expect(await refusal(many, 'a.pdf')).toMatch(/^import\.\w+$/)
  })
  test('one that swells or takes too long is ended, and the event loop goes on meanwhile', async () => {
    // A page whose drawing unpacks to far more than it weighs.
    const packed = deflateRawSync(Buffer.alloc(60 * 1024 * 1024, '(a) Tj '))
    const zlib = Buffer.concat([Buffer.from([0x78, 0x9c]), packed, Buffer.alloc(4)])
    const pdf = Buffer.concat([
      Buffer.from(
        `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 4 0 R>>endobj\n4 0 obj<</Filter/FlateDecode/Length ${zlib.length}>>stream\n`,
      ),
      zlib,
      Buffer.from('\nendstream endobj\ntrailer<</Root 1 0 R>>\n'),
    ])
    let turns = 0
    const loop = setInterval(() => (turns += 1), 5)
    const failed = await apart(TENANT, 'read', { bytes: pdf, name: 'a.pdf' }, { timeMs: 1500 }).catch(
      (error: { reason: string }) => error,
    )
    clearInterval(loop)
    expect(failed).toMatchObject({ reason: expect.stringMatching(/^(?:too_slow|expands_too_much)$/) })
    expect(turns).toBeGreaterThan(20)
  })
})

describe('.docx', () => {
  test('as Word writes it: tables row by row, lists, pictures left out', async () => {
    expect((await textOf(await word('tables.docx'), 'a')).text).toMatch(/\|/)
    expect((await textOf(await word('simple-list.docx'), 'a')).text).toMatch(/^- /m)
    const pictures = await textOf(
      docx(wordBody(paragraph('Aberto até 20h')), { 'word/media/image1.png': new Uint8Array(10) }),
      'a',
    )
    expect(pictures).toMatchObject({ kind: 'docx', text: 'Aberto até 20h', warnings: ['pictures_left_out'] })
    expect(await refusal(await word('empty.docx'), 'a.docx')).toBe('import.no_text')
  })
  test('headings and rows survive', async () => {
    const cell = (text: string) => `<w:tc>${paragraph(text)}</w:tc>`
    const heading = `<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Preços</w:t></w:r></w:p>`
    const table = `<w:tbl><w:tr>${cell('Pão &amp; queijo')}${cell('R$ 4,50')}</w:tr></w:tbl>`
    const read = await textOf(docx(wordBody(heading + table)), 'precos.docx')
    expect(read.text).toMatch(/Preços/)
    expect(read.text).toContain('Pão & queijo | R$ 4,50')
  })
  test('a zip bomb, entities, a cut file, a zip that is none', async () => {
    const bomb = docx(wordBody(paragraph('a')), { 'word/numbering.xml': new Uint8Array(80 * 1024 * 1024) })
    expect(bomb.length).toBeLessThan(1024 * 1024)
    expect(await refusal(bomb, 'a.docx')).toBe('import.expands_too_much')
    const laughs = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${wordBody(paragraph('&b;'))}`
    expect(await refusal(docx(laughs), 'a.docx')).toBe('import.damaged')
    const whole = docx(wordBody(paragraph('Aberto até 20h')))
    expect(await refusal(whole.subarray(0, whole.length - 300), 'a.docx')).toMatch(
      /^import\.(?:damaged|unsupported)$/,
    )
    expect(await refusal(docx('isto não é xml'), 'a.docx')).toMatch(/^import\.(?:damaged|no_text)$/)
  })
})

describe('.docx against the reader', () => {
  test('asks for no file and no address that an entity names', async () => {
    const asked: string[] = []
    const server = createServer((request, reply) => {
      asked.push(request.url!)
      reply.end('found')
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const { port } = server.address() as AddressInfo
    for (const address of ['file:///etc/hostname', `http://127.0.0.1:${port}/x`]) {
      const types = [
        `<!DOCTYPE x [<!ENTITY a SYSTEM "${address}">]>`,
        `<!DOCTYPE x [<!ENTITY % a SYSTEM "${address}"> %a;]>`,
        `<!DOCTYPE x SYSTEM "${address}">`,
      ]
      for (const type of types) {
        const read = await textOf(docx(type + wordBody(paragraph('aberto &a;'))), 'a.docx').then(
          ({ text }) => text,
          (failed: ExpectedError) => failed.code,
        )
        expect(read).toMatch(/^(?:import\.damaged|aberto(?: &a;)?)$/)
      }
    }
    expect(asked).toEqual([])
    await new Promise((closed) => server.close(closed))
  })
  test('nests without end, and the event loop goes on meanwhile', async () => {
    const deep = `${'<w:p>'.repeat(200_000)}${'</w:p>'.repeat(200_000)}`
    let turns = 0
    const loop = setInterval(() => (turns += 1), 5)
    expect(await refusal(docx(wordBody(deep)), 'a.docx')).toMatch(/^import\.\w+$/)
    clearInterval(loop)
    expect(turns).toBeGreaterThan(5)
    expect((await textOf(docx(wordBody(paragraph('Aberto até 20h'))), 'a.docx')).text).toBe('Aberto até 20h')
  })
})

describe('whatever it is called', () => {
  test.each([
    ['a page of the web', '<!DOCTYPE html><html><body>Preços</body></html>', 'cardapio.pdf'],
    ['markup', '<?xml version="1.0"?><a/>', 'a.txt'],
    ['rich text', '{\\rtf1 Preços}', 'a.docx'],
    ['a program', `\x7fELF${'\0'.repeat(100)}`, 'a.txt'],
    ['a picture', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'a.pdf'],
    ['bytes', '\0\x01\x02\x03\x04', 'a.md'],
  ])('%s is refused', async (_what, bytes, name) => {
    expect(await refusal(Buffer.from(bytes, 'latin1'), name)).toBe('import.unsupported')
  })
  test('a document of the old format, with a password or not', async () => {
    const old = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])
    expect(await refusal(old, 'a.docx')).toBe('import.unsupported')
    expect(await refusal(Buffer.concat([old, Buffer.from('EncryptedPackage', 'utf16le')]), 'a.docx')).toBe(
      'import.encrypted',
    )
  })
})
