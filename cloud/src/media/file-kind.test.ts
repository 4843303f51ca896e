import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanName, fitsKind, isInline, maySend, typeOf } from './file-kind.ts'
import { rangeOf } from './range.ts'

describe('types', () => {
  it('go by content, whatever the sender says', async () => {
    expect(await typeOf(Buffer.from('%PDF-1.4\n'), 'image/png')).toBe('application/pdf')
    expect(await typeOf(Buffer.from('a;b\n1;2'), 'text/csv')).toBe('text/csv')
    expect(await typeOf(Buffer.from('<html><script>'), 'text/html')).toBe('application/octet-stream')
    expect(await typeOf(Buffer.from('<html><script>'), 'image/png')).toBe('application/octet-stream')
    expect(await typeOf(Buffer.alloc(0), null)).toBe('application/octet-stream')
  })

  it('are shown in the page only when nothing in them can run', () => {
    expect(['image/png', 'audio/ogg', 'video/mp4', 'application/pdf'].every(isInline)).toBe(true)
    for (const bad of [
      'image/svg+xml',
      'text/html',
      'text/plain',
      'application/xml',
      'application/octet-stream',
    ])
      expect(isInline(bad)).toBe(false)
  })

  it('fit the kind of the message', () => {
    expect(fitsKind('image', 'image/webp')).toBe(true)
    expect(fitsKind('image', 'image/svg+xml')).toBe(false)
    expect(fitsKind('audio', 'video/mp4')).toBe(true)
    expect(fitsKind('audio', 'image/png')).toBe(false)
    expect(fitsKind('document', 'application/x-msdownload')).toBe(true)
    expect(fitsKind('text', 'image/png')).toBe(false)
  })

  it('no program goes out', () => {
    expect(maySend('document', 'application/x-msdownload', 'a.pdf')).toBe(false)
    expect(maySend('document', 'application/octet-stream', 'fatura.pdf.exe')).toBe(false)
    expect(maySend('document', 'application/octet-stream', 'a.html')).toBe(false)
    expect(maySend('document', 'application/pdf', 'fatura.pdf')).toBe(true)
    expect(maySend('image', 'image/webp', null)).toBe(false)
  })
})

describe('names', () => {
  it.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\eu\\nota.pdf', 'nota.pdf'],
    ['nota\u202efdp.exe', 'notafdp.exe'],
    ['a\r\nb.pdf', 'ab.pdf'],
    ['..', null],
    ['', null],
  ])('%j becomes %j', (name, clean) => expect(cleanName(name)).toBe(clean))
})

describe('rangeOf', () => {
  it.each([
    [undefined, null],
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=90-500', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-500', { start: 0, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=9-1', null],
    ['bytes=0-1,5-6', null],
    ['lines=0-1', null],
    ['bytes=-', null],
  ])('%s of 100 bytes', (header, range) => expect(rangeOf(header, 100)).toEqual(range))

  it('never leaves the file', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(1000), fc.integer(), fc.integer(), (junk, size, a, b) => {
        for (const header of [junk, `bytes=${a}-${b}`, `bytes=${a}-`, `bytes=-${b}`]) {
          const range = rangeOf(header, size)
          if (range === null || range === 'unsatisfiable') continue
          expect(range.start).toBeGreaterThanOrEqual(0)
          expect(range.start).toBeLessThanOrEqual(range.end)
          expect(range.end).toBeLessThan(size)
        }
      }),
    )
  })
})

it('a name is cut where no character is halved, and keeps its ending', () => {
  const name = cleanName(`${'😀'.repeat(100)}x.txt`)
  expect(name).toMatch(/x\.txt$/)
  expect(name!.isWellFormed()).toBe(true)
  expect(name!.length).toBeLessThanOrEqual(200)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 150 }), (text) => {
      expect((cleanName(text) ?? '').isWellFormed()).toBe(true)
    }),
  )
})
