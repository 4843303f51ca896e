import type { Conversation } from '@plantao/shared/conversations'
import { expect, it } from 'vitest'
import { turnedClock } from '../../test/turned-clock.ts'
import type { Notice } from './notices.ts'
import { DEFAULT_NOTICING, type Noticing, quietForAnHour } from './noticing.ts'
import { createReminders } from './reminders.ts'

const notice: Notice = {
  ...{
    kind: 'handoff',
    conversationId: 'c',
    name: 'Maria',
    phone: null,
    text: 'oi?',
    reason: null,
    repeat: 0,
  },
}

function setUp(chosen: Partial<Noticing> = {}) {
  const clock = turnedClock()
  const waits = { id: 'c', state: 'awaiting_human' } as Conversation
  const at = { noticing: { ...DEFAULT_NOTICING, ...chosen }, conversation: waits as Conversation | undefined }
  const heard: [repeat: number, second: number][] = []
  const begun = clock.now()
  const reminders = createReminders({
    ...{ clock, myId: 'me', noticing: () => at.noticing, conversation: () => at.conversation },
    emit: ({ repeat }) => heard.push([repeat, (clock.now() - begun) / 1000]),
  })
  return { clock, at, heard, reminders }
}

it('repeats as often as chosen, until seen', async () => {
  const { clock, heard, reminders } = setUp({ repeatSeconds: 120 })
  reminders.tell(notice)
  await clock.turn(250_000)
  expect(heard).toEqual([
    [0, 0],
    [1, 120],
    [2, 240],
  ])
  reminders.seen('c')
  await clock.turn(600_000)
  expect(heard).toHaveLength(3)
})

it('shows once where no repeat is wanted, and obeys a change of mind while it waits', async () => {
  const { clock, at, heard, reminders } = setUp({ repeatSeconds: 0 })
  reminders.tell(notice)
  await clock.turn(600_000)
  expect(heard).toEqual([[0, 0]])
  at.noticing = { ...at.noticing, repeatSeconds: 30 }
  await clock.turn(45_000)
  expect(heard.slice(1)).toEqual([
    [1, 615],
    [2, 645],
  ])
})

it('holds back what falls into quiet time and shows it when that ends', async () => {
  const { clock, at, heard, reminders } = setUp()
  at.noticing = { ...at.noticing, ...quietForAnHour(clock.now()), repeatSeconds: 0 }
  reminders.tell(notice)
  await clock.turn(3590_000)
  expect(heard).toEqual([])
  await clock.turn(25_000)
  expect(heard).toEqual([[0, 3600]])
})

it('is silent in quiet time after it was shown, and forgets what needs nobody any more', async () => {
  const { clock, at, heard, reminders } = setUp()
  reminders.tell(notice)
  at.noticing = { ...at.noticing, notifications: false }
  await clock.turn(300_000)
  at.conversation = { ...notice, id: 'c', state: 'ai_active' } as unknown as Conversation
  at.noticing = { ...at.noticing, notifications: true }
  await clock.turn(300_000)
  expect(heard).toEqual([[0, 0]])
})
