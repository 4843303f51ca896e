import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHUNK_SIZE, chunkKnowledge } from './chunk-knowledge.ts'

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.lorem({ maxCount: 30 }),
  fc.constantFrom(
    '\n',
    '\r\n',
    'HORÁRIOS\n',
    'Matriz:\n',
    '# Título\n',
    '😀🥐',
    '. ',
    'R$ 1.190,00',
    '- item\n',
  ),
  fc.string({ unit: fc.constantFrom('😀', 'ã', 'x'), minLength: 300, maxLength: 900 }),
)
const anyText = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''))

describe('chunkKnowledge on any text', () => {
  it('covers every non-blank character, in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const covered = new Uint8Array(text.length)
        for (const chunk of chunkKnowledge(text)) covered.fill(1, chunk.start, chunk.end)
        for (let i = 0; i < text.length; i += 1) if (/\S/.test(text.charAt(i))) expect(covered[i]).toBe(1)
      }),
    )
  })

  it('gives non-empty slices of the source, numbered, hashed, moving forward, bounded', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let before = -1
        chunkKnowledge(text).forEach((chunk, index) => {
          expect(chunk.position).toBe(index)
          expect(chunk.text).toBe(text.slice(chunk.start, chunk.end))
          expect(chunk.text.trim()).not.toBe('')
          expect(chunk.hash).toBe(createHash('sha256').update(chunk.text).digest('hex'))
          expect(chunk.start).toBeGreaterThan(before)
          expect(chunk.text.length).toBeLessThanOrEqual(CHUNK_SIZE)
          before = chunk.start
        })
      }),
    )
  })

  it('is deterministic and parts no surrogate pair', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const chunks = chunkKnowledge(text)
        expect(chunkKnowledge(text)).toEqual(chunks)
        if (text.isWellFormed()) for (const chunk of chunks) expect(chunk.text.isWellFormed()).toBe(true)
      }),
    )
  })
})

describe('chunkKnowledge on an owner’s text', () => {
  const rows = Array.from({ length: 40 }, (_, n) => `Serviço número ${n}: R$ ${n + 10},90 por unidade`)
  const text = `LOJA\n\nENTREGA (motoboy)\n${rows.join('\n')}\nMatriz:\n${rows.join('\n')}`
  const chunks = chunkKnowledge(text)

  it('repeats about a fifth of a chunk in the next one', () => {
    for (let i = 1; i < chunks.length; i += 1) {
      const overlap = chunks[i - 1]!.end - chunks[i]!.start
      expect(overlap).toBeGreaterThan(CHUNK_SIZE * 0.05)
      expect(overlap).toBeLessThanOrEqual(CHUNK_SIZE * 0.5)
    }
  })

  it('begins and ends at line ends and carries the heading of its rows', () => {
    for (const chunk of chunks) {
      expect(chunk.start === 0 || text.charAt(chunk.start - 1) === '\n').toBe(true)
      expect(chunk.end === text.length || text.charAt(chunk.end) === '\n').toBe(true)
    }
    expect(chunks[1]!.heading).toBe('ENTREGA (motoboy)')
    expect(chunks.at(-1)!.heading).toBe('ENTREGA (motoboy) › Matriz')
  })

  it('keeps prices and abbreviations in one sentence', () => {
    const prose = 'Custa R$ 1.190,00 à vista. Ficamos na Av. Brasil, 10. '.repeat(40)
    for (const chunk of chunkKnowledge(prose)) expect(chunk.text).toMatch(/^(Custa|Ficamos)/)
  })

  it('has no chunk for a blank text', () => {
    expect(chunkKnowledge(' \n\t\n')).toEqual([])
  })
})
