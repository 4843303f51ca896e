import type { Conversation } from '@plantao/shared/conversations'
import { type Notice, stillCalls } from './notices.ts'
import { type Noticing, silence } from './noticing.ts'
import type { Clock } from './ports.ts'

/** A notice is looked at again this often, in milliseconds: within it a changed wish or the end of quiet takes hold. */
const LOOK_AGAIN = 15_000

/**
 * Shows each notice, and again as often as the person chose, until its conversation is looked at or needs nobody any
 * more. What falls into quiet time is held back and shown when that ends, if it still calls.
 */
export function createReminders(deps: {
  clock: Clock
  myId: string
  noticing: () => Noticing
  conversation: (id: string) => Conversation | undefined
  emit: (notice: Notice) => void
}) {
  const pending = new Map<string, () => void>()
  const silent = () => silence(deps.noticing(), deps.clock.now()) !== null

  function seen(conversationId: string): void {
    pending.get(conversationId)?.()
    pending.delete(conversationId)
  }

  function isDue(shownAt: number | null): boolean {
    if (silent()) return false
    const after = deps.noticing().repeatSeconds * 1000
    return shownAt === null || (after > 0 && deps.clock.now() - shownAt >= after)
  }

  /** `shownAt`: when it was last shown, in milliseconds; null while it is held back. */
  function tend(notice: Notice, shownAt: number | null): void {
    const cancel = deps.clock.after(LOOK_AGAIN, () => {
      pending.delete(notice.conversationId)
      if (!stillCalls(notice, deps.conversation(notice.conversationId), deps.myId)) return
      if (!isDue(shownAt)) return tend(notice, shownAt)
      show(shownAt === null ? notice : { ...notice, repeat: notice.repeat + 1 })
    })
    pending.set(notice.conversationId, cancel)
  }

  function show(notice: Notice): void {
    deps.emit(notice)
    tend(notice, deps.clock.now())
  }

  return {
    tell: (notice: Notice) => {
      seen(notice.conversationId)
      if (silent()) tend(notice, null)
      else show(notice)
    },
    seen,
    stop: () => {
      for (const id of [...pending.keys()]) seen(id)
    },
  }
}
