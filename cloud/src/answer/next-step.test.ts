import { expect, it } from 'vitest'
import { nextStep } from './next-step.ts'

const now = new Date('2026-11-24T12:00:00Z')
const taken = { id: 'c', turnRevision: 3 }
const conversation = { ...taken, answeredRevision: 2, turnDueAt: now }
const view = { taken, conversation, silence: null, hasOutcome: true, now }

it('speaks when the turn is the one that was worked on, due, and nobody silences the bot', () => {
  expect(nextStep(view)).toEqual({ do: 'speak' })
  expect(nextStep({ ...view, hasOutcome: false })).toEqual({ do: 'begin_anew' })
  expect(nextStep({ ...view, silence: 'human_holds' })).toEqual({ do: 'silence', reason: 'human_holds' })
})

it('gives up work on a turn that is no more: a newer one, or one that went into another thread', () => {
  expect(nextStep({ ...view, conversation: { ...conversation, turnRevision: 4 } }).do).toBe('nothing')
  // Two threads count their revisions each for itself: the same number may be another turn.
  expect(nextStep({ ...view, conversation: { ...conversation, id: 'kept' } }).do).toBe('nothing')
})

it('reacts once, and keeps a draft only for who may get it', () => {
  expect(nextStep({ ...view, conversation: { ...conversation, answeredRevision: 3 } }).do).toBe('dispatch')
  const until = new Date(now.getTime() + 1)
  const waiting = { ...view, conversation: { ...conversation, turnDueAt: until } }
  expect(nextStep(waiting)).toEqual({ do: 'wait', until, keepsDraft: true })
  expect(nextStep({ ...waiting, silence: 'bot_off' })).toMatchObject({ do: 'wait', keepsDraft: false })
})
