import { timeText } from '@plantao/ui/format'
import type { OutboxItem } from '../bridge.ts'
import { useConsole, useMyId } from '../store.ts'
import { failureText, useText } from '../text/use-text.ts'
import { openHeld } from '../ui/ui-store.ts'
import { discardReply, retryReply } from './acts.ts'
import { StatusMark } from './status-mark.tsx'
import { Words } from './words.tsx'

/** A reply the server does not have yet: visibly not sent, and what to do when it was refused. */
export function OutgoingBubble({ item, first, zone }: { item: OutboxItem; first: boolean; zone: string }) {
  const text = useText()
  const online = useConsole((state) => state.connection.phase === 'online')
  const me = useConsole((state) => state.session.me?.member.name)
  const myId = useMyId()
  const { clientId, conversationId, failure, state } = item
  const heldBy = failure?.code === 'conversation.held' ? String(failure.details.name ?? '') : null
  const holder = useConsole((all) => all.conversations[conversationId]?.assignee)
  const name = heldBy && holder && holder.id !== myId ? holder.name : heldBy
  const note = item.kind === 'note'
  const queued = note ? text.desk.note.waiting : text.status.waitingLine
  const waiting = state === 'sending' && online ? text.status.leaving : queued
  return (
    <div className={first ? 'line line-first' : 'line'}>
      <div className={note ? 'bubble bubble-note bubble-waiting' : 'bubble bubble-out bubble-waiting'}>
        {first ? <span className="by">{me}</span> : <span className="unseen">{me}</span>}
        <Words words={item.text} />
        <span className="foot figures">
          <span>{state === 'failed' ? text.status.failed : waiting}</span>
          <time dateTime={item.createdAt}>{timeText(item.createdAt, text.locale, zone)}</time>
          <StatusMark status={state === 'failed' ? 'failed' : 'queued'} />
        </span>
      </div>
      {state === 'failed' && (
        <p className="trouble trouble-bad" role="alert">
          {failure && failureText(text, failure)}
          {name ? (
            <button
              type="button"
              className="link"
              onClick={() => openHeld({ conversationId, name, text: null, clientId })}
            >
              {text.status.takeAndSend}
            </button>
          ) : (
            <button type="button" className="link" onClick={() => void retryReply(clientId)}>
              {text.status.retry}
            </button>
          )}
          <button type="button" className="link" onClick={() => void discardReply(clientId)}>
            {text.status.discard}
          </button>
        </p>
      )}
    </div>
  )
}
