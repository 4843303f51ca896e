import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FIRST_OWNERSHIP,
  isBeforeHandBack,
  merge,
  next,
  type Ownership,
  type OwnershipEvent,
} from './ownership.ts'

const at = new Date('2026-11-23T12:00:00.500Z')
const held: Ownership = {
  ...FIRST_OWNERSHIP,
  state: 'human_replied',
  epoch: 3,
  assigneeId: 'ana',
  lastHumanAt: at,
}

const later = new Date(at.getTime() + 60_000)
const waiting = next(FIRST_OWNERSHIP, {
  type: 'handed_off',
  at,
  reason: 'low_confidence',
  question: 'tem vaga?',
})

describe('next', () => {
  const table: [string, Ownership, OwnershipEvent, Partial<Ownership>][] = [
    [
      'a handoff waits, and voids what the bot had queued',
      FIRST_OWNERSHIP,
      { type: 'handed_off', at, reason: 'low_confidence', question: 'tem vaga?' },
      { state: 'awaiting_human', epoch: 1, waitingSince: at, handoffReason: 'low_confidence' },
    ],
    [
      'a person on the console takes over',
      FIRST_OWNERSHIP,
      { type: 'human_wrote', at, memberId: 'ana' },
      { state: 'human_replied', epoch: 1, assigneeId: 'ana', waitingSince: null },
    ],
    [
      'a person on the phone takes over and leaves the assignee',
      held,
      { type: 'human_wrote', at, memberId: null },
      { state: 'human_replied', epoch: 4, assigneeId: 'ana' },
    ],
    [
      'a claim waits with an assignee',
      FIRST_OWNERSHIP,
      { type: 'claimed', at, memberId: 'ana' },
      { state: 'awaiting_human', epoch: 1, assigneeId: 'ana', waitingSince: at },
    ],
    [
      'a claim taken back waits as before, with its reason',
      next(waiting, { type: 'claimed', at: later, memberId: 'ana' }),
      { type: 'released', at: later, memberId: null },
      {
        ...{ state: 'awaiting_human', epoch: 3, assigneeId: null, waitingSince: at },
        ...{ handoffReason: 'low_confidence', handoffQuestion: 'tem vaga?' },
      },
    ],
    [
      'a colleague who had it has it again, and nobody waits who did not',
      next(held, { type: 'claimed', at: later, memberId: 'rui' }),
      { type: 'released', at: later, memberId: 'ana' },
      { state: 'human_replied', epoch: 5, assigneeId: 'ana', waitingSince: null },
    ],
    [
      'handing back ends the human stretch',
      held,
      { type: 'returned', at },
      { state: 'ai_active', epoch: 4, assigneeId: null, handedBackAt: at, handoffReason: null },
    ],
    ['closing is no state', held, { type: 'closed', at }, { state: 'ai_active', epoch: 4, closedAt: at }],
    [
      'a customer who writes to a person waits',
      held,
      { type: 'customer_wrote', at, smallTalk: false },
      { state: 'human_replied', epoch: 3, waitingSince: at },
    ],
    [
      'small talk reopens nothing',
      { ...FIRST_OWNERSHIP, closedAt: at },
      { type: 'customer_wrote', at, smallTalk: true },
      { closedAt: at },
    ],
    [
      'a question reopens',
      { ...FIRST_OWNERSHIP, closedAt: at },
      { type: 'customer_wrote', at, smallTalk: false },
      { closedAt: null, state: 'ai_active' },
    ],
  ]
  it.each(table)('%s', (_name, from, event, expected) => {
    expect(next(from, event)).toMatchObject(expected)
  })

  it('takes a phone message older than the hand-back for history', () => {
    const back = next(held, { type: 'returned', at })
    const older = new Date(at.getTime() - 5_000)
    expect(next(back, { type: 'human_wrote', at: older, memberId: null })).toBe(back)
  })

  it('lets a phone message of the same second take over: WhatsApp stamps whole seconds', () => {
    expect(isBeforeHandBack(new Date('2026-11-23T12:00:00.000Z'), at)).toBe(false)
  })
})

const events = fc.oneof(
  fc.record({ type: fc.constant('customer_wrote' as const), smallTalk: fc.boolean() }),
  fc.record({
    type: fc.constant('handed_off' as const),
    reason: fc.constantFrom('low_confidence' as const, 'complaint' as const),
    question: fc.string(),
  }),
  fc.record({ type: fc.constant('human_wrote' as const), memberId: fc.constantFrom('ana', 'rui', null) }),
  fc.record({ type: fc.constant('claimed' as const), memberId: fc.constantFrom('ana', 'rui') }),
  fc.record({ type: fc.constant('released' as const), memberId: fc.constantFrom('ana', 'rui', null) }),
  fc.record({ type: fc.constant('returned' as const) }),
  fc.record({ type: fc.constant('closed' as const) }),
)

describe('invariants over random histories', () => {
  it('holds them all', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 30 }), (history) => {
        let now = FIRST_OWNERSHIP
        history.forEach((event, i) => {
          const after = next(now, { ...event, at: new Date(at.getTime() + i * 1_000) } as OwnershipEvent)
          expect(after.epoch).toBeGreaterThanOrEqual(now.epoch)
          // Whoever takes the word from the bot voids what it had queued.
          if (after.state !== now.state) expect(after.epoch).toBeGreaterThan(now.epoch)
          if (after.state === 'awaiting_human') expect(after.waitingSince).not.toBeNull()
          if (after.state === 'ai_active') {
            expect(after.assigneeId).toBeNull()
            expect(after.waitingSince).toBeNull()
          }
          now = after
        })
        expect(next(now, { type: 'returned', at }).state).toBe('ai_active')
      }),
      { numRuns: 2_000 },
    )
  })

  it('merges with a human hold winning and a new epoch', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 8 }), fc.array(events, { maxLength: 8 }), (one, other) => {
        const play = (history: typeof one) =>
          history.reduce((now, event) => next(now, { ...event, at } as OwnershipEvent), FIRST_OWNERSHIP)
        const [a, b] = [play(one), play(other)]
        const merged = merge(a, b)
        expect(merged.epoch).toBeGreaterThan(Math.max(a.epoch, b.epoch))
        const human = [a, b].some((o) => o.state === 'human_replied')
        if (human) expect(merged.state).toBe('human_replied')
        expect(merge(a, b).state).toBe(merge(b, a).state)
        const members = [a, b].map(({ assigneeId }) => assigneeId).filter((id) => id !== null)
        if (members.length > 0) expect(members).toContain(merged.assigneeId)
        const asked = [a, b].map(({ handoffQuestion }) => handoffQuestion).filter((asked) => asked !== null)
        if (asked.length > 0) expect(asked).toContain(merged.handoffQuestion)
      }),
      { numRuns: 1_000 },
    )
  })
})
