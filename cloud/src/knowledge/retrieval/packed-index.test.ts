import { expect, it } from 'vitest'
import { chunkKnowledge } from '../chunking/chunk-knowledge.ts'
import { buildIndex } from './build-index.ts'
import { packIndex, unpackIndex } from './packed-index.ts'

const index = buildIndex(
  chunkKnowledge(
    'HORÁRIOS\nDe segunda a sábado das 8h às 18h 🙂.\n\nPREÇOS\nO corte custa R$ 50,00.\n'.repeat(40),
  ),
)

it('reads what it packed, of any text and of none', () => {
  expect(unpackIndex(packIndex(index))).toEqual(index)
  const empty = buildIndex([])
  expect(unpackIndex(packIndex(empty))).toEqual(empty)
})

it('keeps all numbers in the one buffer that was unpacked', () => {
  const read = unpackIndex(packIndex(index))!
  expect(read.stems.documents.buffer).toBe(read.grams.frequencies.buffer)
  expect(read.rows.marks.buffer).toBe(read.grams.frequencies.buffer)
})

it('answers null for bytes that are none, cut off or larger than any index', () => {
  const bytes = packIndex(index)
  const huge = Buffer.from(bytes)
  huge.writeUint32LE(2 ** 32 - 1, 0)
  for (const broken of [
    Buffer.alloc(0),
    Buffer.from('nonsense, and more of it'),
    bytes.subarray(0, -9),
    huge,
  ])
    expect(unpackIndex(broken)).toBeNull()
})
