import type { Api } from '@plantao/shared/http/api'
import type { LocalStore } from './local-store.ts'

/** Marks the open conversation as read while someone really looks at it; each newer state is tried once. */
export function createReading({ store, api }: { store: LocalStore; api: Api }) {
  let looking = false
  let tried = ''

  function check(): void {
    const { thread, conversations } = store.state()
    const open = thread ? conversations[thread.conversationId] : undefined
    if (!looking || !open || thread?.status !== 'ready' || open.unread === 0) return
    const mark = `${open.id} ${open.updatedAt} ${open.unread}`
    if (mark === tried) return
    tried = mark
    api.markRead({ params: { id: open.id } }).then(
      (conversation) => store.commit({ conversations: [conversation] }),
      // Unread stays visible and the next message or look tries again.
      () => {},
    )
  }

  return {
    check,
    look: (now: boolean) => {
      looking = now
      tried = ''
      check()
    },
    looking: () => looking,
  }
}
