import { step } from './ownership.ts'
import { queue } from './sends.ts'
import { Broken, type Thread } from './things.ts'
import type { World } from './world.ts'

export const ACTS = ['send', 'claim', 'return', 'close', 'retry'] as const
export const MEMBERS = ['ana', 'bia'] as const

/** What a member does with a thread at the console, in one transaction. */
export function person(w: World, thread: Thread, memberId: string, act: (typeof ACTS)[number]) {
  const { rules, date: at } = w
  const isColleagues = thread.state !== 'ai_active' && ![null, memberId].includes(thread.assigneeId)
  const alone = () => {
    if (isColleagues) throw new Broken('two people answer one customer by accident')
  }
  switch (act) {
    case 'send':
      if (rules.heldByAnother(thread, memberId)) return
      alone()
      step(w, thread, { type: 'human_wrote', at, memberId })
      queue(w, thread, { text: w.id('pessoa '), epoch: null })
      return w.enqueue('dispatch', thread.id, w.now)
    case 'claim': {
      const claimed = rules.claimStep(thread, { memberId, at })
      if (!claimed || rules.heldByAnother(thread, memberId)) return
      alone()
      return step(w, thread, claimed)
    }
    case 'return': {
      const returned = rules.giveBackStep(thread, at)
      if (returned) step(w, thread, returned)
      return
    }
    case 'close': {
      const closed = rules.closeStep(thread, at)
      if (closed) step(w, thread, closed)
      return
    }
    case 'retry': {
      const failed = w.rows.find((row) => w.thread(row.conversationId) === thread && rules.mayRetry(row))
      if (!failed) return
      Object.assign(failed, { state: 'queued', attempts: 0, notBefore: at, mayTrail: true })
      w.enqueue('dispatch', thread.id, w.now)
    }
  }
}

/** The bot takes back what people have left alone for a day, and says so. */
export function returnStale(w: World): void {
  for (const thread of w.live) {
    if (!w.rules.isStale(thread, w.date)) continue
    step(w, thread, { type: 'returned', at: w.date })
    queue(w, thread, { text: w.id('voltei '), epoch: thread.epoch })
    w.enqueue('dispatch', thread.id, w.now)
  }
}
