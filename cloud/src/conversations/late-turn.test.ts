import { describe, expect, it } from 'vitest'
import { QUIET_MS, quietAt, withoutAnswered } from './late-turn.ts'
import type { Bubble } from './turn.repo.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 24, 12, 0, second))
const bubble = (second: number, part: Partial<Bubble> = {}): Bubble => ({
  id: String(second),
  kind: 'text',
  text: 'quanto é?',
  media: null,
  deleted: false,
  waId: null,
  at: at(second),
  createdAt: at(50),
  ...part,
})
const late = (second: number, part: Partial<Bubble> = {}) => bubble(second, { late: true, ...part })
const judged = (bubbles: Bubble[], answeredAt: Date | null = null) => {
  const { bubbles: rest, history } = withoutAnswered(bubbles, answeredAt)
  return [history ?? 'none', rest.map(({ id }) => id).join()]
}

describe('what of a turn is history', () => {
  it('is nothing without late bubbles, whoever wrote since', () => {
    expect(judged([bubble(1)])).toEqual(['none', '1'])
    expect(judged([bubble(1)], at(9))).toEqual(['none', '1'])
  })

  it('is all of it, or part of it', () => {
    expect(judged([late(1), late(2)])).toEqual(['only', '1,2'])
    expect(judged([late(1), bubble(2)])).toEqual(['among', '1,2'])
  })

  it('is over where a person answered since, and only there', () => {
    expect(judged([late(1), late(2)], at(3))).toEqual(['answered', ''])
    expect(judged([late(1), late(4)], at(3))).toEqual(['only', '4'])
    expect(judged([late(1), bubble(4)], at(3))).toEqual(['none', '4'])
    // Of one second nobody knows which came first: a person looks.
    expect(judged([late(3)], at(3))).toEqual(['only', '3'])
  })

  it('does not hang on what was withdrawn', () => {
    expect(judged([late(1, { deleted: true }), bubble(2)])).toEqual(['none', '1,2'])
    expect(judged([late(1, { deleted: true })])).toEqual(['none', '1'])
  })
})

it('a person is called once the number is quiet, or after ten minutes all the same', () => {
  expect(quietAt({ openedAt: at(0), lastLateAt: at(5) })).toEqual(new Date(at(5).getTime() + QUIET_MS))
  const tenMinutes = new Date(at(0).getTime() + 600_000)
  expect(quietAt({ openedAt: at(0), lastLateAt: new Date(tenMinutes.getTime() - 1) })).toEqual(tenMinutes)
})
