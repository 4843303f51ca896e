import { BookPlus, Users, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useConsole } from '../store.ts'
import { phoneText, waitFor } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { useNow } from '../ui/use-now.ts'
import { answerAll, answerToFollow, choose, dismissFollowUp, lookForSame, useFollowUps } from './follow-up.ts'
import { ProposeDialog } from './propose-dialog.tsx'
import './learn.css'

function Others({ messageId }: { messageId: string }) {
  const text = useText()
  const now = useNow()
  const followUp = useFollowUps((all) => all[messageId])
  return (
    <ul className="same">
      {followUp?.found.items.map(({ conversationId, contact, question, waitingSince, assignee }) => (
        <li key={conversationId}>
          <label>
            <input
              type="checkbox"
              checked={followUp.chosen.includes(conversationId)}
              disabled={assignee !== undefined}
              onChange={(event) => choose(messageId, conversationId, event.target.checked)}
            />
            <strong className="cut">
              {contact.name ?? phoneText(contact.phone) ?? text.conversation.unknownName}
            </strong>
            <span className="cut muted">{assignee ? text.holder.other(assignee.name) : question}</span>
            <span className="figures same-wait">{waitFor(now - Date.parse(waitingSince), text)}</span>
          </label>
        </li>
      ))}
    </ul>
  )
}

/** After an answer: others who wait with the same question, and the answer as knowledge for tomorrow. */
export function FollowUpCard({ conversationId }: { conversationId: string }) {
  const text = useText()
  const answer = useConsole((state) =>
    state.thread?.conversationId === conversationId
      ? answerToFollow(state.thread.messages, Date.now())
      : null,
  )
  const online = useConsole((state) => state.connection.phase === 'online')
  const [proposing, setProposing] = useState(false)
  const messageId = answer?.id ?? ''
  const followUp = useFollowUps((all) => all[messageId])
  useEffect(() => {
    if (messageId && online) void lookForSame(conversationId, messageId)
  }, [conversationId, messageId, online])
  if (!answer || !followUp?.found.question || followUp.done) return null
  const others = followUp.found.items.length
  return (
    <section className="follow" aria-label={text.desk.learn.title}>
      <p className="follow-head">
        {others > 0 ? <Users size={15} aria-hidden="true" /> : <BookPlus size={15} aria-hidden="true" />}
        <strong>{others > 0 ? text.desk.learn.others(others) : text.desk.learn.keep}</strong>
        <button
          type="button"
          id="follow-propose"
          className="button"
          title="B"
          onClick={() => setProposing(true)}
        >
          <BookPlus size={15} aria-hidden="true" /> {text.desk.learn.propose}
        </button>
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={text.desk.learn.dismiss}
          onClick={() => dismissFollowUp(messageId)}
        >
          <X size={16} aria-hidden="true" />
        </button>
      </p>
      {others > 0 && (
        <>
          <Others messageId={messageId} />
          <button
            type="button"
            id="follow-same"
            className="button button-main follow-send"
            title="M"
            disabled={followUp.busy || followUp.chosen.length === 0}
            onClick={() => void answerAll(conversationId, messageId)}
          >
            <Users size={15} aria-hidden="true" /> {text.desk.learn.answerAll(followUp.chosen.length)}
          </button>
        </>
      )}
      {proposing && (
        <ProposeDialog
          conversationId={conversationId}
          question={followUp.found.question}
          answer={followUp.found.answer ?? answer.text ?? ''}
          onClose={() => setProposing(false)}
          onProposed={() => {
            setProposing(false)
            if (others === 0) dismissFollowUp(messageId)
          }}
        />
      )}
    </section>
  )
}
