import type { Conversation } from '@plantao/shared/conversations'
import { ArrowLeft, Bot, CircleHelp, CircleX, Hand, UserRound } from 'lucide-react'
import { useMyId } from '../store.ts'
import { phoneText, waitFor } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { openDialog, useUi } from '../ui/ui-store.ts'
import { useNow } from '../ui/use-now.ts'
import { showPanel, toggleWhy, useWhyShown } from '../why/shown.ts'
import { claim, giveBack, openConversation } from './acts.ts'
import { HolderChip } from './holder-chip.tsx'

function Waiting({ since }: { since: string }) {
  const text = useText()
  const now = useNow()
  return (
    <span
      className="talk-wait figures"
      aria-hidden="true"
      title={text.desk.longest(waitFor(now - Date.parse(since), text))}
    >
      {waitFor(now - Date.parse(since), text)}
    </span>
  )
}

/** Who the customer is, who holds the conversation, and what can be done. */
export function Header({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const myId = useMyId()
  const shown = useWhyShown()
  const panel = useUi((ui) => ui.panel)
  const { id, contact, state, assignee, closedAt, waitingSince } = conversation
  const mine = state !== 'ai_active' && assignee?.id === myId
  const person = state !== 'ai_active' && !closedAt
  return (
    <header className="talk-head">
      <button
        type="button"
        className="button button-plain button-icon talk-back"
        aria-label={text.conversation.back}
        onClick={() => {
          openConversation(null)
          document.querySelector<HTMLElement>(`[data-card="${useUi.getState().cursor}"]`)?.focus()
        }}
      >
        <ArrowLeft size={18} aria-hidden="true" />
      </button>
      <div className="talk-who">
        <h1 className="cut" title={[contact.name, phoneText(contact.phone)].filter(Boolean).join(' · ')}>
          {contact.name ?? text.conversation.unknownName}
        </h1>
        <div className="talk-sub">
          <HolderChip conversation={conversation} />
          {person && waitingSince && <Waiting since={waitingSince} />}
          <span className="muted figures talk-phone">
            {phoneText(contact.phone) ?? text.conversation.noPhone}
          </span>
        </div>
      </div>
      <div className="talk-acts">
        {!mine && (
          <button
            type="button"
            className={state === 'awaiting_human' && !assignee ? 'button button-main' : 'button'}
            title={`${text.conversation.claim} (A)`}
            onClick={() => void claim(id)}
          >
            <Hand size={16} aria-hidden="true" /> <span>{text.conversation.claim}</span>
          </button>
        )}
        {person && (
          <button
            type="button"
            className="button"
            title={`${text.conversation.giveBackLong} (E)`}
            onClick={() => void giveBack(id)}
          >
            <Bot size={16} aria-hidden="true" /> <span>{text.conversation.giveBack}</span>
          </button>
        )}
        {!closedAt && (
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label={text.conversation.close}
            title={`${text.conversation.close} (X)`}
            onClick={() => openDialog('closing')}
          >
            <CircleX size={18} aria-hidden="true" />
          </button>
        )}
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={text.keys.contact}
          aria-pressed={shown && panel === 'contact'}
          title={`${text.keys.contact} (C)`}
          onClick={() => showPanel('contact')}
        >
          <UserRound size={18} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={text.conversation.why}
          aria-pressed={shown && panel === 'why'}
          title={`${text.conversation.why} (P)`}
          onClick={toggleWhy}
        >
          <CircleHelp size={18} aria-hidden="true" />
        </button>
      </div>
    </header>
  )
}
