import { readFileSync } from 'node:fs'
import { textOf } from '../../../../cloud/src/knowledge/import/import-file.ts'
import { kindOf } from '../../../../cloud/src/knowledge/import/kind-of.ts'
import { ExpectedError } from '../../../../cloud/src/platform/errors.ts'
import { archiveOf, bombed } from '../../../testing/attack/archive.ts'
import type { Random } from '../../../testing/random.ts'
import { TEXTS } from '../hostile.ts'
import { collect, inLanes, type Result, type Told, tried } from '../run.ts'
import { createReaders, type Readers } from './readers.ts'

/** One in so many PDF and Word files goes through the product's own thread for a file; it takes a second to start one. */
const WHOLE_WAY = 400
/** Its files are read one after the other, as any tenant's are. */
const OWNER = 'fuzz'
const PDF = readFileSync(
  new URL('../../../../cloud/src/knowledge/import/fixtures/cardapio.pdf', import.meta.url),
)
const NAMES = [
  'a.txt',
  'a.csv',
  'a.md',
  'a.pdf',
  'a.docx',
  'a',
  '',
  '../../a.md',
  'a.pdf\0.txt',
  'x'.repeat(500),
]

/**
 * Files of the knowledge: texts, tables, PDF and Word documents, broken, swollen and disguised. All go through the
 * recognition of kinds; texts through the whole import; PDF and Word through the readers in a thread that reads many.
 */
export async function fuzzImport({ count, seed }: { count: number; seed: number }): Promise<Result> {
  const all = collect('import')
  const readers = createReaders(2)
  try {
    const send = (random: Random): Promise<Told> => {
      const { kind, bytes } = fileOf(random)
      const name = random.pick(NAMES)
      return put(kind, bytes, name, random.below(WHOLE_WAY) === 0 ? null : readers)
    }
    await inLanes(count, 4, async (at) => all.told(at, await tried({ seed, door: 'import', at }, send)))
  } finally {
    await readers.close()
  }
  return all.result()
}

async function put(made: string, bytes: Uint8Array, name: string, readers: Readers | null): Promise<Told> {
  const shown = `${made} of ${bytes.length} as ${JSON.stringify(name.slice(0, 40))}: ${Buffer.from(bytes.subarray(0, 120)).toString('latin1')}`
  const begun = performance.now()
  try {
    const kind = await kindOf(bytes, name)
    if (readers && (kind === 'pdf' || kind === 'docx')) {
      const outcome = await readers.read(kind, bytes)
      const named = /^(?:read|encrypted|damaged|no_text|expands_too_much|too_slow)$/.test(outcome)
      return {
        outcome: `${kind} ${outcome}`,
        faults: named ? [] : [`${kind} ended as ${outcome}`],
        case: shown,
      }
    }
    const { text } = await textOf(OWNER, bytes, name)
    const faults = []
    if (text.includes('\0') || !text.isWellFormed()) faults.push('a text that cannot be stored')
    if (performance.now() - begun > 60_000) faults.push('took over a minute')
    return { outcome: `${kind} taken`, faults, case: shown }
  } catch (error) {
    const named = error instanceof ExpectedError
    return {
      outcome: named ? error.code : 'thrown',
      faults: named ? [] : [`threw ${String(error)}`],
      case: shown,
    }
  }
}

function fileOf(random: Random): { kind: string; bytes: Uint8Array } {
  const chance = random.next()
  if (chance < 0.02) return { kind: 'pdf', bytes: broken(random, PDF) }
  if (chance < 0.2) return { kind: 'docx', bytes: broken(random, wordOf(random)) }
  if (chance < 0.6) return { kind: 'csv', bytes: broken(random, tableOf(random)) }
  if (chance < 0.7) return { kind: 'disguise', bytes: disguised(random) }
  return { kind: 'text', bytes: broken(random, textFile(random)) }
}

/** Some bytes exchanged, cut off, doubled or put in front. */
function broken(random: Random, bytes: Uint8Array): Uint8Array {
  let copy = Buffer.from(bytes)
  for (let times = random.pick([0, 1, 1, 3, 20]); times > 0 && copy.length > 0; times--) {
    const at = random.below(copy.length)
    switch (random.below(5)) {
      case 0:
        copy = copy.subarray(0, at)
        break
      case 1:
        copy = Buffer.concat([copy.subarray(0, at), Buffer.from(random.pick(TEXTS)), copy.subarray(at)])
        break
      case 2:
        copy = Buffer.concat([copy.subarray(0, at), copy.subarray(random.below(at + 1))])
        break
      default:
        copy[at] = random.below(256)
    }
  }
  return copy
}

function textFile(random: Random): Buffer {
  const text = Array.from({ length: random.pick([1, 3, 30]) }, () => random.pick(TEXTS)).join(
    random.pick(['\n', '\r\n', '\r', ' ']),
  )
  const encoding = random.pick(['utf8', 'utf8', 'latin1', 'utf16le'] as const)
  const mark = encoding === 'utf16le' ? Buffer.from([0xff, 0xfe]) : Buffer.alloc(0)
  return Buffer.concat([mark, Buffer.from(text, encoding)])
}

function tableOf(random: Random): Buffer {
  const cell = () => (random.next() < 0.3 ? `"${random.pick(TEXTS)}` : random.pick(TEXTS))
  const row = () => Array.from({ length: random.pick([1, 4, 50]) }, cell).join(random.pick([',', ';', '\t']))
  return Buffer.from(Array.from({ length: random.pick([1, 5, 20]) }, row).join('\n'))
}

function disguised(random: Random): Buffer {
  const head = random.pick([
    '%PDF-1.7\n',
    'PK\u0003\u0004',
    '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
    '\x7fELF',
    'MZ',
    '<!doctype html>',
    '{\\rtf1',
    'GIF89a',
    '\x1f\x8b',
    'Rar!\x1a\x07',
  ])
  return Buffer.concat([
    Buffer.from(head, 'latin1'),
    Buffer.from(random.pick(TEXTS)),
    Buffer.alloc(random.below(4_000), random.below(256)),
  ])
}

const TYPES =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
const RELS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'

function wordOf(random: Random): Uint8Array {
  const plain = (text: string) => text.replace(/[<>&\0]/g, ' ').toWellFormed()
  const paragraph = () => `<w:p><w:r><w:t>${plain(random.pick(TEXTS)).slice(0, 2_000)}</w:t></w:r></w:p>`
  const inner = random.pick<() => string>([
    () => paragraph().repeat(random.pick([0, 1, 20])),
    () => `<w:tbl><w:tr><w:tc>${paragraph()}</w:tc></w:tr></w:tbl>`,
    () => '<w:p>'.repeat(random.pick([10, 2_000])),
    () => `<w:p><w:r><w:t>&${random.pick(['amp', 'x', '#0', '#xd800', 'a'.repeat(500)])};</w:t></w:r></w:p>`,
    () => `${paragraph()}<!-- ${plain(random.pick(TEXTS)).slice(0, 500)} -->`,
  ])()
  const declared = random.next() < 0.1 ? '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' : ''
  const document = `<?xml version="1.0"?>${declared}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${inner}</w:body></w:document>`
  const parts: Record<string, string> = {
    '[Content_Types].xml': TYPES,
    '_rels/.rels': RELS,
    'word/document.xml': document,
  }
  const more = random.next()
  // Small bombs: 70 MB of nothing in some 70 KB, and a name that climbs out.
  if (more < 0.002) return bombed(archiveOf(parts))
  if (more < 0.1)
    parts[
      random.pick([
        '../../evil.xml',
        '/etc/x',
        'word/media/image1.png',
        'word/numbering.xml',
        '__proto__/x',
        'constructor',
      ])
    ] = random.pick(TEXTS).slice(0, 500)
  return archiveOf(parts, random.pick([0, 6] as const))
}
