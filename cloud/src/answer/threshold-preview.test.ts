import { describe, expect, it } from 'vitest'
import { knownOutcome, type PastTurn } from './known-outcome.ts'
import { thresholdPreview } from './threshold-preview.ts'

const AT = new Date('2026-11-23T12:00:00Z')
const NOW = new Date('2026-11-24T12:00:00Z')
const after = (minutes: number) => new Date(AT.getTime() + minutes * 60_000)
const turn = (part: Partial<PastTurn>): PastTurn => ({
  conversationId: 'a',
  decision: 'reply',
  reason: null,
  confidence: 0.8,
  at: AT,
  humanAt: null,
  humanText: null,
  sources: [],
  nextDecision: null,
  nextReason: null,
  nextAt: null,
  ...part,
})
const handedOver = (humanText: string | null, part: Partial<PastTurn> = {}) =>
  turn({
    decision: 'handoff',
    reason: 'low_confidence',
    confidence: 0.3,
    humanAt: after(20),
    humanText,
    sources: ['HORÁRIOS\nDomingo: 6h30 às 13h'],
    ...part,
  })

describe('what people did afterwards', () => {
  it.each([
    ['an answer nobody minded', turn({}), true],
    ['a person who speaks right after it', turn({ humanAt: after(5), humanText: 'na verdade…' }), false],
    ['a picture of a person right after it', turn({ humanAt: after(5) }), false],
    ['a complaint next', turn({ nextDecision: 'handoff', nextReason: 'complaint', nextAt: after(3) }), false],
    [
      'a complaint next day',
      turn({ nextDecision: 'handoff', nextReason: 'complaint', nextAt: after(900) }),
      true,
    ],
    [
      'a person called for another question',
      turn({
        nextDecision: 'handoff',
        nextReason: 'low_confidence',
        nextAt: after(3),
        humanAt: after(9),
        humanText: 'oi',
      }),
      true,
    ],
    ['a person who says what was found', handedOver('No domingo abrimos das 6h30 às 13h'), true],
    ['a person who says another hour', handedOver('No domingo abrimos das 7h às 13h'), false],
    ['a person who says something else', handedOver('Não trabalhamos com entrega de flores'), false],
    ['a handoff nobody answered', handedOver(null, { humanAt: null }), null],
    ['small talk', turn({ decision: 'smalltalk' }), null],
  ])('reads %s', (_name, past, expected) => expect(knownOutcome(past, NOW)).toBe(expected))

  it('waits before it calls an answer right', () => {
    expect(knownOutcome(turn({}), after(10))).toBeNull()
  })
})

describe('the preview', () => {
  const many = (count: number, part: (at: number) => PastTurn) =>
    Array.from({ length: count }, (_, at) => part(at))
  const turns = [
    ...many(60, (at) => turn({ conversationId: `right-${at}`, confidence: 0.9 })),
    ...many(20, (at) => turn({ conversationId: `wrong-${at}`, confidence: 0.4, humanAt: after(1) })),
    ...many(20, (at) => handedOver(null, { conversationId: `open-${at}`, confidence: 0.2, humanAt: null })),
  ]

  it('counts what would be answered and what of it would be wrong', () => {
    const { at, turns: all, known } = thresholdPreview({ turns, now: NOW }, 0.3)
    expect({ all, known }).toEqual({ all: 100, known: 80 })
    expect(at.answered).toMatchObject({ share: 0.8, count: 80, of: 100 })
    expect(at.wrong).toMatchObject({ share: 0.25, count: 20, of: 80 })
    expect(at.wrong.low).toBeLessThan(0.25)
    expect(at.wrong.high).toBeGreaterThan(0.25)
  })

  it('suggests the lowest threshold that keeps "at most" within ten in a hundred', () => {
    const { curve, suggested } = thresholdPreview({ turns, now: NOW }, 0.5)
    expect(suggested).toBe(0.45)
    expect(curve).toHaveLength(19)
  })

  it('suggests nothing from a handful of turns, and says nothing surely of none', () => {
    expect(thresholdPreview({ turns: turns.slice(0, 10), now: NOW }, 0.5).suggested).toBeUndefined()
    const none = thresholdPreview({ turns: [], now: NOW }, 0.5).at
    expect(none.wrong).toEqual({ share: 0, low: 0, high: 1, count: 0, of: 0 })
  })

  it('is less sure of many turns of one conversation than of as many conversations', () => {
    const apart = thresholdPreview({ turns, now: NOW }, 0.3).at.wrong
    const together = turns.map((one, at) => ({ ...one, conversationId: `${at < 60 ? 'x' : 'y'}` }))
    const close = thresholdPreview({ turns: together, now: NOW }, 0.3).at.wrong
    expect(close.high - close.low).toBeGreaterThan(2 * (apart.high - apart.low))
  })

  it('never counts as answered what the grounding lock stopped', () => {
    const stopped = [turn({ decision: 'handoff', reason: 'ungrounded', confidence: 0.9 })]
    expect(thresholdPreview({ turns: stopped, now: NOW }, 0.1).at.answered.count).toBe(0)
  })
})
