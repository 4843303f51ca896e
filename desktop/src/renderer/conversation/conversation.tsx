import { phoneText } from '@plantao/ui/format'
import { LampScene } from '@plantao/ui/lamp'
import { Composer } from '../composer/composer.tsx'
import { waitingFirst } from '../inbox/sections.ts'
import { useConsole, useMyId } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { openConversation, openLongestWait } from './acts.ts'
import { Header } from './header.tsx'
import { History } from './history.tsx'
import { useOpenId } from './opening.ts'
import './conversation.css'
import './history.css'
import './bubble.css'

function Nothing() {
  const text = useText()
  const myId = useMyId()
  const waits = useConsole((state) => waitingFirst(Object.values(state.conversations), myId).length > 0)
  return (
    <main className="talk">
      <div className="empty">
        <LampScene />
        <h1>{text.conversation.pickTitle}</h1>
        <p>{text.conversation.pickLead}</p>
        {waits && (
          <button type="button" className="button button-main" onClick={openLongestWait}>
            {text.conversation.openLongest}
          </button>
        )}
      </div>
    </main>
  )
}

function Skeleton() {
  const text = useText()
  return (
    <div className="history-frame history-bones" role="status" aria-label={text.conversation.loading}>
      <span className="bone bone-in" />
      <span className="bone bone-out" />
      <span className="bone bone-in" />
      <span className="bone bone-out" />
    </div>
  )
}

/** The open conversation: header, history, composer. */
export function Talk() {
  const text = useText()
  const open = useOpenId()
  const conversation = useConsole((state) => state.conversations[open ?? ''])
  // What was just clicked is there at once, whatever the engine still shows.
  const thread = useConsole((state) => (state.thread?.conversationId === open ? state.thread : null))
  if (!conversation) return <Nothing />
  const { id, contact } = conversation
  return (
    <main className="talk">
      <Header conversation={conversation} />
      {(!thread || thread.status === 'loading') && <Skeleton />}
      {thread?.status === 'failed' && (
        <div className="empty" role="alert">
          <h2>{text.conversation.failed}</h2>
          <button type="button" className="button" onClick={() => openConversation(id)}>
            {text.conversation.retry}
          </button>
        </div>
      )}
      {thread?.status === 'ready' && <History key={id} thread={thread} />}
      <Composer
        key={`composer-${id}`}
        conversationId={id}
        name={contact.name ?? phoneText(contact.phone) ?? text.conversation.customer}
      />
    </main>
  )
}
