import type { Random } from '../../../testing/random.ts'
import { hostile, mutated, plainly, TEXTS } from '../hostile.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const FILES: readonly Buffer[] = [
  Buffer.from('Abrimos às 6h.\n'),
  PNG,
  Buffer.from('%PDF-1.7\n1 0 obj'),
  Buffer.from('PK\u0003\u0004broken'),
  Buffer.from('<svg onload=alert(1)>'),
  Buffer.alloc(0),
  Buffer.from([0, 1, 2, 0xff]),
  Buffer.alloc(100_000, 'a'),
]
const NAMES = [
  'a.txt',
  'a.png',
  'a.pdf',
  '../../a.docx',
  'a.exe',
  'a\0.txt',
  '',
  'x'.repeat(500),
  '\u202egnp.txt',
]
const BOUNDARY = 'fuzz'

/** A form with a file, mostly as browsers send it; now and then without an end, doubled, or with parts that are none. */
export function formOf(random: Random, fields: unknown): { payload: Buffer; type: string } {
  const told = mutated(random, fields, random.pick([0, 0, 1, 2]))
  const pairs = typeof told === 'object' && told !== null ? Object.entries(told) : []
  const parts = pairs
    .slice(0, 40)
    .map(([name, value]) =>
      part(`form-data; name="${clean(name)}"`, Buffer.from(plainly(value).toWellFormed())),
    )
  const files = random.pick([1, 1, 1, 1, 0, 2])
  for (let i = 0; i < files; i++) parts.push(filePart(random))
  if (random.next() < 0.05)
    parts.push(Buffer.from(`--${BOUNDARY}\r\n${clean(plainly(hostile(random))).slice(0, 500)}\r\n\r\nx\r\n`))
  if (random.next() < 0.1) parts.reverse()
  let payload = Buffer.concat([...parts, Buffer.from(`--${BOUNDARY}--\r\n`)])
  if (random.next() < 0.08) payload = payload.subarray(0, random.below(payload.length))
  const type =
    random.next() < 0.95
      ? `multipart/form-data; boundary=${BOUNDARY}`
      : random.pick([
          'multipart/form-data',
          'multipart/form-data; boundary=other',
          'multipart/mixed; boundary=fuzz',
        ])
  return { payload, type }
}

function filePart(random: Random): Buffer {
  const name = clean(random.next() < 0.7 ? random.pick(NAMES) : random.pick(TEXTS).slice(0, 300))
  const type = random.pick(['text/plain', 'image/png', 'application/pdf', 'text/html', 'x', ''])
  return part(
    `form-data; name="${random.next() < 0.95 ? 'file' : 'other'}"; filename="${name}"\r\ncontent-type: ${type}`,
    random.pick(FILES),
  )
}

function part(disposition: string, content: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: ${disposition}\r\n\r\n`),
    content,
    Buffer.from('\r\n'),
  ])
}

const clean = (text: string) => text.toWellFormed().replace(/["\r\n]/g, '')
