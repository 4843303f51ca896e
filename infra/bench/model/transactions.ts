import { isSameSend } from '../../../cloud/src/conversations/from-me.ts'
import { HELD_AFTER_MS, MOST_ATTEMPTS, retryDelayMs } from '../../../cloud/src/conversations/next-send.ts'
import { smallTalk } from '../../../cloud/src/conversations/small-talk.ts'
import { turnDue } from '../../../cloud/src/conversations/turn-wait.ts'
import type { Row, Webhook, World } from './world.ts'

const DEBOUNCE = { completeMs: 1_200, fragmentMs: 2_500, capMs: 6_000 }
const ECHO_WINDOW_MS = 120_000

export type Learnt =
  | { kind: 'accepted'; waId: string }
  | { kind: 'not_sent' | 'refused' | 'unclear' | 'absent' | 'unasked' }

/** A stored webhook event, acted upon. Safe to come twice and in any order. */
export function receive(w: World, event: Webhook) {
  if (event.type === 'message') return receiveBubble(w, event)
  if (w.known.has(event.waId)) return
  const unsettled = w.rows.filter(({ state }) => ['claimed', 'ambiguous', 'held'].includes(state))
  const inFlight = unsettled[0]
  if (event.type === 'own_send') {
    const asked = w.rules.matchesFirstOnly ? unsettled.slice(0, 1) : unsettled
    const ours = asked.find((row) => isSameSend(row, { kind: 'text', text: event.text }))
    if (ours) return settle(w, ours, { kind: 'accepted', waId: event.waId }, ours.attempts)
    w.known.add(event.waId)
    return
  }
  if (!inFlight) return takeOver(w, event)
  if (!w.postponed.some(({ waId }) => waId === event.waId)) w.postponed.push(event)
}

function receiveBubble(w: World, { waId, text, at }: Webhook) {
  if (w.known.has(waId)) return
  w.known.add(waId)
  const { conversation } = w
  const revision = conversation.turnRevision + 1
  w.bubbles.push({
    id: waId,
    kind: 'text',
    text,
    media: null,
    deleted: false,
    waId,
    at,
    createdAt: w.date,
    revision,
  })
  w.step({ type: 'customer_wrote', at: w.date, smallTalk: smallTalk(text) !== null })
  const open = conversation.turnRevision > conversation.answeredRevision
  const openedAt = open && conversation.openedAt ? conversation.openedAt : w.date
  const dueAt = turnDue({ now: w.date, openedAt, text, debounce: DEBOUNCE })
  Object.assign(conversation, { turnRevision: revision, openedAt, dueAt })
  w.enqueue('compose', w.now)
}

function takeOver(w: World, { waId, at }: { waId: string; at: Date }) {
  w.known.add(waId)
  w.step({ type: 'human_wrote', at, memberId: null })
}

/** A send comes to rest, once. `claim`: the attempt the news is about; news about an older one changes nothing. */
export function settle(w: World, row: Row, learnt: Learnt, claim: number) {
  if (!['claimed', 'ambiguous', 'held'].includes(row.state)) return
  if (!w.rules.settlesAnyClaim && row.attempts !== claim) return
  switch (learnt.kind) {
    case 'accepted':
      row.state = 'sent'
      if (!w.known.has(learnt.waId)) w.known.add(learnt.waId)
      return resolvePostponed(w, row, learnt.waId)
    case 'refused':
      row.state = 'failed'
      return resolvePostponed(w, row, null)
    case 'not_sent':
    case 'absent': {
      const gaveUp = row.attempts >= MOST_ATTEMPTS
      row.state = gaveUp ? 'failed' : 'queued'
      if (!gaveUp)
        row.notBefore = new Date(w.now + (learnt.kind === 'absent' ? 0 : retryDelayMs(row.attempts)))
      return resolvePostponed(w, row, null)
    }
    case 'unclear':
      row.state = 'ambiguous'
      return
    case 'unasked': {
      const unclearFor = w.now - row.claimedAt!.getTime()
      row.state = unclearFor >= HELD_AFTER_MS ? 'held' : 'ambiguous'
      if (row.state === 'held') row.mayTrail = true
      row.notBefore = new Date(w.now + Math.min(Math.max(unclearFor / 2, 2_000), 300_000))
    }
  }
}

function resolvePostponed(w: World, row: Row, waId: string | null) {
  const all = w.postponed.sort((a, b) => +a.at - +b.at)
  const others = w.rows.filter((one) => one !== row && ['claimed', 'ambiguous', 'held'].includes(one.state))
  w.postponed = []
  let echoSeen = all.some((one) => one.waId === waId)
  for (const one of all) {
    if (one.waId === waId) continue
    const near = Math.abs(+one.at - +(row.claimedAt ?? row.createdAt)) <= ECHO_WINDOW_MS
    if (waId && !echoSeen && near && isSameSend(row, { kind: 'text', text: one.text })) echoSeen = true
    // It may be the echo of a held message beside this one.
    else if (others.length > 0 && !w.rules.judgesBesideHeld) w.postponed.push(one)
    else takeOver(w, one)
  }
}

/** Rows of a dead or lost job that are past due are put to work again. */
export function sweep(w: World) {
  const before = w.now - 20_000
  const { turnRevision, answeredRevision, dueAt } = w.conversation
  if (turnRevision > answeredRevision && dueAt && +dueAt < before) w.enqueue('compose', w.now)
  if (w.open().some((row) => +row.createdAt < before && +row.notBefore < before)) w.enqueue('dispatch', w.now)
}

export function returnStale(w: World) {
  if (!w.rules.isStale(w.conversation, w.date)) return
  w.step({ type: 'returned', at: w.date })
  w.queue({ text: w.id('voltei '), epoch: w.conversation.epoch })
  w.enqueue('dispatch', w.now)
}

export function person(w: World, what: 'send' | 'claim' | 'return' | 'close' | 'retry') {
  const { conversation } = w
  switch (what) {
    case 'send':
      w.step({ type: 'human_wrote', at: w.date, memberId: 'ana' })
      w.queue({ text: w.id('pessoa '), epoch: null })
      return w.enqueue('dispatch', w.now)
    case 'claim':
      if (conversation.assigneeId === 'ana' && conversation.state !== 'ai_active') return
      return w.step({ type: 'claimed', at: w.date, memberId: 'ana' })
    case 'return':
      if (conversation.state !== 'ai_active') w.step({ type: 'returned', at: w.date })
      return
    case 'close':
      if (!(conversation.closedAt && conversation.state === 'ai_active'))
        w.step({ type: 'closed', at: w.date })
      return
    case 'retry': {
      const failed = w.rows.find(({ state, epoch }) => state === 'failed' && epoch === null)
      if (!failed) return
      Object.assign(failed, { state: 'queued', attempts: 0, notBefore: w.date, mayTrail: true })
      w.enqueue('dispatch', w.now)
    }
  }
}
