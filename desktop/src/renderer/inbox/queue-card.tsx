import type { Conversation } from '@plantao/shared/conversations'
import { Bot, Clock, UserRound } from 'lucide-react'
import { memo, useMemo } from 'react'
import { shownReason } from '../../words/shown-reason.ts'
import { useConsole, useMyId } from '../store.ts'
import { nameText, shortWhen, spokenWait, waitFor } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { useNow } from '../ui/use-now.ts'
import { enterCard } from './focus-card.ts'

function Waiting({ since }: { since: string }) {
  const now = useNow()
  const text = useText()
  const ms = now - Date.parse(since)
  return (
    <span className="card-wait figures">
      <span aria-hidden="true">{waitFor(ms, text)}</span>
      <span className="unseen">{text.inbox.waitingFor(spokenWait(ms, text))}</span>
    </span>
  )
}

function When({ at }: { at: string }) {
  const now = useNow()
  const text = useText()
  const zone = useConsole((state) => state.session.me?.tenant.timeZone ?? 'UTC')
  return <span className="card-when figures">{shortWhen(at, now, text, zone)}</span>
}

function LastWords({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const draft = useConsole((state) => state.drafts[conversation.id])
  const last = conversation.lastMessage
  if (draft) {
    return (
      <span className="card-words cut">
        <em className="card-draft">{text.inbox.draft}:</em> {draft}
      </span>
    )
  }
  if (!last) return <span className="card-words" />
  const prefix = last.author === 'ai' ? `${text.inbox.ai}: ` : last.author === 'contact' ? '' : '↩ '
  const words = last.deleted ? text.conversation.deleted : (last.text ?? text.kind[last.kind])
  return (
    <span className="card-words cut">
      {prefix}
      {words}
    </span>
  )
}

function HolderSign({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const myId = useMyId()
  const { state, assignee, closedAt } = conversation
  if (closedAt) return <span className="sign">{text.inbox.closed}</span>
  if (state === 'ai_active') {
    return (
      <span className="sign sign-bot">
        <Bot size={13} aria-hidden="true" /> {text.inbox.ai}
      </span>
    )
  }
  if (assignee || state === 'human_replied') {
    const name = assignee?.id === myId ? text.inbox.you : (assignee?.name.split(' ')[0] ?? text.holder.person)
    return (
      <span className="sign sign-human">
        <UserRound size={13} aria-hidden="true" /> {name}
      </span>
    )
  }
  return null
}

type Props = { conversation: Conversation; open: boolean; current: boolean; onOpen: (id: string) => void }

/** One conversation of the queue: who, how long, why the AI stopped and what the customer wants. */
export const QueueCard = memo(function QueueCard({ conversation, open, current, onOpen }: Props) {
  const text = useText()
  const { id, contact, unread, handoff, waitingSince, state, closedAt } = conversation
  const enter = useMemo(() => enterCard(id), [id])
  const name = nameText(contact, text)
  const waits = state === 'awaiting_human' && !closedAt && waitingSince
  return (
    <button
      type="button"
      className={waits ? 'card card-waiting' : 'card'}
      aria-current={open ? 'true' : undefined}
      ref={enter}
      data-card={id}
      tabIndex={current ? 0 : -1}
      onClick={() => onOpen(id)}
    >
      <span className="card-top">
        <span className="card-name cut">{name}</span>
        {waits ? (
          <Waiting since={waitingSince} />
        ) : (
          <When at={conversation.lastMessage?.at ?? conversation.updatedAt} />
        )}
      </span>
      {waits && handoff ? (
        <>
          <span>
            <span className="card-question">
              {handoff.question || text.kind[conversation.lastMessage?.kind ?? 'text']}
            </span>
          </span>
          <span className="card-foot">
            <span className="card-reason cut">
              <Clock size={13} aria-hidden="true" /> {text.reason[shownReason(handoff)]}
            </span>
            <HolderSign conversation={conversation} />
            <Unread count={unread} />
          </span>
        </>
      ) : (
        <span className="card-foot">
          <LastWords conversation={conversation} />
          <HolderSign conversation={conversation} />
          <Unread count={unread} />
        </span>
      )}
    </button>
  )
})

function Unread({ count }: { count: number }) {
  const text = useText()
  if (count === 0) return null
  return (
    <span className="unread figures">
      <span aria-hidden="true">{count > 99 ? '99+' : count}</span>
      <span className="unseen">{text.inbox.unread(count)}</span>
    </span>
  )
}
