import type { Conversation } from '@plantao/shared/conversations'
import { type Notice, stillCalls } from './notices.ts'
import type { Clock } from './ports.ts'

/** A notification that nobody saw is shown again after this long, in milliseconds. */
const REPEAT_AFTER = 60_000

/** Shows each notice, and again every minute until its conversation is looked at or needs nobody any more. */
export function createReminders(deps: {
  clock: Clock
  myId: string
  conversation: (id: string) => Conversation | undefined
  emit: (notice: Notice) => void
}) {
  const pending = new Map<string, () => void>()

  function seen(conversationId: string): void {
    pending.get(conversationId)?.()
    pending.delete(conversationId)
  }

  function tell(notice: Notice): void {
    seen(notice.conversationId)
    deps.emit(notice)
    const cancel = deps.clock.after(REPEAT_AFTER, () => {
      pending.delete(notice.conversationId)
      const now = deps.conversation(notice.conversationId)
      if (stillCalls(notice, now, deps.myId)) tell({ ...notice, repeat: notice.repeat + 1 })
    })
    pending.set(notice.conversationId, cancel)
  }

  return {
    tell,
    seen,
    stop: () => {
      for (const id of [...pending.keys()]) seen(id)
    },
  }
}
