import type { Learnt, SendUpdate } from '../../../cloud/src/conversations/after-send.ts'
import { isUnsettled } from '../../../cloud/src/conversations/send-states.ts'
import { takeOver } from './take-over.ts'
import type { Row } from './things.ts'
import type { World } from './world.ts'

/** News of a send, in one transaction. */
export function settle(w: World, messageId: string, learnt: Learnt, attempt?: number): boolean {
  const row = w.rows.find((one) => one.messageId === messageId)!
  const told = w.rules.afterSend(row, learnt, { now: w.date, attempt })
  if (!told) return false
  rest(row, told)
  if (told.waId) w.known.add(told.waId)
  if (!isUnsettled(told)) resolvePostponed(w, row, told.waId ?? null)
  return !isUnsettled(told)
}

export function rest(row: Row, { state, notBefore }: SendUpdate): void {
  row.state = state
  if (notBefore) row.notBefore = notBefore
  if (state === 'held') row.mayTrail = true
}

function resolvePostponed(w: World, settled: Row, waId: string | null): void {
  const thread = w.thread(settled.conversationId)
  const postponed = w.postponed.filter(({ threadId }) => threadId === thread.id)
  w.postponed = w.postponed.filter(({ threadId }) => threadId !== thread.id)
  const othersUnsettled = w.open(thread).some((row) => row !== settled && isUnsettled(row))
  for (const { one, is } of w.rules.judgePostponed(postponed, { outbound: settled, waId, othersUnsettled })) {
    if (is === 'postponed') w.postponed.push(one)
    if (is === 'person') takeOver(w, thread, one)
  }
}
