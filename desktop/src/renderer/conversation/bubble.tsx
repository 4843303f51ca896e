import type { Message } from '@plantao/shared/conversations'
import { Bot, CircleHelp, Smartphone } from 'lucide-react'
import { memo, useState } from 'react'
import type { OutboxItem } from '../bridge.ts'
import { useConsole, useMyId } from '../store.ts'
import { timeOf } from '../text/format.ts'
import { failureText, useText } from '../text/use-text.ts'
import { openHeld } from '../ui/ui-store.ts'
import { discardReply, retryMessage, retryReply, showReceipt } from './acts.ts'
import { MediaLine } from './media-line.tsx'
import { StatusMark } from './status-mark.tsx'

/** Longer texts are folded at this many characters: one message must not hide the rest of the talk. */
const FOLD = 900

function Words({ words }: { words: string }) {
  const text = useText()
  const [whole, setWhole] = useState(false)
  const long = words.length > FOLD
  return (
    <>
      <span className="words">{long && !whole ? `${words.slice(0, FOLD).trimEnd()}…` : words}</span>
      {long && (
        <button type="button" className="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? text.conversation.readLess : text.conversation.readMore}
        </button>
      )}
    </>
  )
}

function Author({ message }: { message: Message }) {
  const text = useText()
  const contact = useConsole((state) => state.conversations[message.conversationId]?.contact.name)
  const me = useConsole((state) => state.session.me?.member.name)
  if (message.author === 'contact') {
    return <span className="unseen">{contact ?? text.conversation.customer}</span>
  }
  if (message.author === 'ai') {
    return (
      <span className="by by-bot">
        <Bot size={14} aria-hidden="true" /> {text.conversation.ai}
      </span>
    )
  }
  if (message.author === 'phone') {
    return (
      <span className="by">
        <Smartphone size={14} aria-hidden="true" /> {text.conversation.phone}
      </span>
    )
  }
  return <span className="by">{message.name ?? me}</span>
}

type Props = { message: Message; first: boolean; zone: string }

/** One message: the customer's left, ours right; the AI marked, people by name. */
export const Bubble = memo(function Bubble({ message, first, zone }: Props) {
  const text = useText()
  const { direction, author, kind, status, receiptId, deletedAt, editedAt } = message
  const side = direction === 'in' ? 'bubble-in' : author === 'ai' ? 'bubble-bot' : 'bubble-out'
  return (
    <div className={first ? 'line line-first' : 'line'}>
      <div className={`bubble ${side}`}>
        {first ? (
          <Author message={message} />
        ) : (
          <span className="unseen">
            <Author message={message} />
          </span>
        )}
        {deletedAt ? (
          <em className="deleted">{text.conversation.deleted}</em>
        ) : (
          <>
            <MediaLine message={message} />
            {kind === 'audio' && message.text && (
              <span className="caption">{text.conversation.transcript}</span>
            )}
            {message.text && <Words words={message.text} />}
          </>
        )}
        <span className="foot figures">
          {receiptId && (
            <button
              type="button"
              className="foot-why"
              title={text.conversation.seeReceipt}
              aria-label={text.conversation.seeReceipt}
              onClick={() => void showReceipt(message.conversationId, receiptId)}
            >
              <CircleHelp size={15} aria-hidden="true" />
            </button>
          )}
          {editedAt && !deletedAt && <span>{text.conversation.edited}</span>}
          <time dateTime={message.at}>{timeOf(message.at, text.locale, zone)}</time>
          {direction === 'out' && <StatusMark status={status} />}
        </span>
      </div>
      {direction === 'out' && status === 'held' && <p className="trouble">{text.status.held}</p>}
      {direction === 'out' && status === 'failed' && (
        <p className="trouble trouble-bad">
          {text.status.failed}
          <button
            type="button"
            className="link"
            onClick={() => void retryMessage(message.conversationId, message.id)}
          >
            {text.status.retry}
          </button>
        </p>
      )}
    </div>
  )
})

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
  const waiting = state === 'sending' && online ? text.status.leaving : text.status.waitingLine
  return (
    <div className={first ? 'line line-first' : 'line'}>
      <div className="bubble bubble-out bubble-waiting">
        {first ? <span className="by">{me}</span> : <span className="unseen">{me}</span>}
        <Words words={item.text} />
        <span className="foot figures">
          <span>{state === 'failed' ? text.status.failed : waiting}</span>
          <time dateTime={item.createdAt}>{timeOf(item.createdAt, text.locale, zone)}</time>
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
