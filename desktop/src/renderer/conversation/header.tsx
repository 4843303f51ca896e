import type { Conversation } from '@plantao/shared/conversations'
import { phoneText } from '@plantao/ui/format'
import { ArrowLeft, Bot, CircleHelp, CircleX, Hand, UserRound } from 'lucide-react'
import { useConsole, useMyId } from '../store.ts'
import { waitFor } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { press } from '../ui/handles.ts'
import { withKey } from '../ui/key-table.ts'
import { useUi } from '../ui/ui-store.ts'
import { useNow } from '../ui/use-now.ts'
import { showPanel, toggleWhy, useWhyShown } from '../why/shown.ts'
import { claim, openConversation } from './acts.ts'
import { HolderChip } from './holder-chip.tsx'
import { endingOf, possibleWith } from './possible.ts'
import { closeConversation, giveBack } from './second-thoughts.ts'

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
  const ending = useConsole((all) => endingOf(all.undoable, id))
  const can = possibleWith(conversation, myId, ending !== null)
  const person = state !== 'ai_active' && !closedAt
  return (
    <header className="talk-head">
      <button
        type="button"
        className="button button-plain button-icon talk-back"
        aria-label={text.conversation.back}
        onClick={() => {
          openConversation(null)
          press('list')
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
        {can.claim && (
          <button
            type="button"
            className={state === 'awaiting_human' && !assignee ? 'button button-main' : 'button'}
            title={withKey(text.conversation.claim, 'claim')}
            onClick={() => void claim(id)}
          >
            <Hand size={16} aria-hidden="true" /> <span>{text.conversation.claim}</span>
          </button>
        )}
        {person && (
          <button
            type="button"
            className="button"
            title={withKey(text.conversation.giveBackLong, 'giveBack')}
            aria-disabled={!can.giveBack}
            onClick={() => void giveBack(id)}
          >
            <Bot size={16} aria-hidden="true" />{' '}
            <span>{ending === 'giveBack' ? text.conversation.givingBack : text.conversation.giveBack}</span>
          </button>
        )}
        {!closedAt && (
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label={text.conversation.close}
            title={withKey(ending === 'close' ? text.conversation.closing : text.conversation.close, 'close')}
            aria-disabled={!can.close}
            onClick={() => void closeConversation(id)}
          >
            <CircleX size={18} aria-hidden="true" />
          </button>
        )}
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={text.keys.names.contact}
          aria-pressed={shown && panel === 'contact'}
          title={text.keys.names.contact}
          onClick={() => showPanel('contact')}
        >
          <UserRound size={18} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={text.conversation.why}
          aria-pressed={shown && panel === 'why'}
          title={withKey(text.conversation.why, 'why')}
          onClick={toggleWhy}
        >
          <CircleHelp size={18} aria-hidden="true" />
        </button>
      </div>
    </header>
  )
}
