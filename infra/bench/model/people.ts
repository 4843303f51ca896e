import { step } from './ownership.ts'
import { queue } from './sends.ts'
import { Broken, type Thread } from './things.ts'
import type { World } from './world.ts'

export const ACTS = ['send', 'claim', 'release', 'return', 'close', 'retry'] as const
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
      w.words.push({ threadId: thread.id, at, arrivedAt: at, late: false })
      return w.enqueue('dispatch', thread.id, w.now)
    case 'claim': {
      const claimed = rules.claimStep(thread, { memberId, at })
      if (!claimed || rules.heldByAnother(thread, memberId)) return
      alone()
      return step(w, thread, claimed)
    }
    case 'release': {
      const released = rules.releaseStep(thread, { memberId, to: w.choose(2) === 0 ? null : 'bia', at })
      if (released) step(w, thread, released)
      return
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

/** The bot takes back what people have left alone for a day, and says so to who wrote since it was last given back. */
export function returnStale(w: World): void {
  for (const thread of w.live) {
    if (!w.rules.isStale(thread, w.date)) continue
    const isHistory = thread.state === 'awaiting_human' && thread.handoffReason === 'arrived_late'
    const words = isHistory ? null : w.rules.returnWords(stretchOf(w, thread))
    step(w, thread, { type: 'returned', at: w.date })
    if (!words) continue
    queue(w, thread, { text: w.id('voltei '), epoch: thread.epoch })
    w.enqueue('dispatch', thread.id, w.now)
  }
}

function stretchOf(w: World, { id, handedBackAt }: Thread): Parameters<World['rules']['returnWords']>[0] {
  const lastOf = (instants: Date[]) => {
    const since = instants.filter((at) => handedBackAt === null || at > handedBackAt)
    return since.length > 0 ? new Date(Math.max(...since.map(Number))) : null
  }
  const said = w.words.filter(({ threadId }) => threadId === id)
  const wrote = w.bubbles.filter(({ threadId, late }) => threadId === id && !late)
  return {
    wroteAt: lastOf(wrote.map(({ createdAt }) => createdAt)),
    answeredAt: lastOf(said.flatMap(({ late, arrivedAt }) => (late ? [] : [arrivedAt]))),
    historyAt: lastOf(said.flatMap(({ late, arrivedAt }) => (late ? [arrivedAt] : []))),
  }
}
