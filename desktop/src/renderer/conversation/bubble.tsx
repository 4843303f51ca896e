import type { Message } from '@plantao/shared/conversations'
import { timeText } from '@plantao/ui/format'
import { Bot, CircleHelp, Smartphone, StickyNote } from 'lucide-react'
import { memo } from 'react'
import { MediaContent } from '../media/media-content.tsx'
import { useConsole } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { retryMessage, showReceipt } from './acts.ts'
import { LateSign } from './late-sign.tsx'
import { StatusMark } from './status-mark.tsx'
import { Words } from './words.tsx'

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
  if (message.kind === 'note') {
    return (
      <span className="by by-note">
        <StickyNote size={14} aria-hidden="true" /> {text.kind.note} · {message.name ?? me}
      </span>
    )
  }
  return <span className="by">{message.name ?? me}</span>
}

/** What the writer answered to, by our own record: its words, or what kind of file it was. */
function Quoted({ message }: { message: Message }) {
  const text = useText()
  const quoted = message.media?.quoted
  if (!quoted) return null
  const known = quoted.author && (quoted.text ?? text.kind[quoted.kind ?? 'text'])
  return (
    <blockquote className={known ? 'quoted' : 'quoted quoted-unknown'}>
      {known ?? text.conversation.quotedUnknown}
    </blockquote>
  )
}

/** What a message of ours said before it was changed or withdrawn on the company's phone. */
function Original({ message: { original, deletedAt } }: { message: Message }) {
  const text = useText()
  if (!original) return null
  return (
    <details className="original">
      <summary>{deletedAt ? text.conversation.originalDeleted : text.conversation.originalEdited}</summary>
      <Words words={original} />
    </details>
  )
}

type Props = { message: Message; first: boolean; zone: string }

/** One message: the customer's left, ours right; the AI marked, people by name. */
export const Bubble = memo(function Bubble({ message, first, zone }: Props) {
  const text = useText()
  const { direction, author, kind, status, receiptId, deletedAt, editedAt, arrivedLate } = message
  const note = kind === 'note'
  const ours = note ? 'bubble-note' : author === 'ai' ? 'bubble-bot' : 'bubble-out'
  return (
    <div className={first ? 'line line-first' : 'line'} data-message={message.id}>
      <div className={`bubble ${direction === 'in' ? 'bubble-in' : ours}`}>
        {first || note ? (
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
            <Quoted message={message} />
            {kind === 'poll' && message.text && <Words words={message.text} />}
            <MediaContent message={message} />
            {kind !== 'poll' && message.text && <Words words={message.text} />}
            {message.media?.description && (
              <span className="caption">
                {text.desk.media.described}: {message.media.description}
              </span>
            )}
          </>
        )}
        <Original message={message} />
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
          {arrivedLate && <LateSign at={message.at} came={arrivedLate} zone={zone} />}
          {editedAt && !deletedAt && <span>{text.conversation.edited}</span>}
          <time dateTime={message.at}>{timeText(message.at, text.locale, zone)}</time>
          {direction === 'out' && <StatusMark status={status} />}
        </span>
        {message.reactions && message.reactions.length > 0 && (
          <span className="reactions">{message.reactions.map(({ emoji }) => emoji).join(' ')}</span>
        )}
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
