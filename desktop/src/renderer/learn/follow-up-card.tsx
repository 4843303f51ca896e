import { BookPlus, Users, X } from 'lucide-react'
import { useEffect } from 'react'
import { useConsole } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { openFollowing } from '../ui/ui-store.ts'
import { answerToFollow, dismissFollowUp, lookForSame, useFollowUps } from './follow-up.ts'
import './learn.css'

/** After an answer: others who wait with the same question, and the answer as knowledge for tomorrow. */
export function FollowUpCard({ conversationId }: { conversationId: string }) {
  const text = useText()
  const answer = useConsole((state) =>
    state.thread?.conversationId === conversationId
      ? answerToFollow(state.thread.messages, Date.now())
      : null,
  )
  const online = useConsole((state) => state.connection.phase === 'online')
  const messageId = answer?.id ?? ''
  const followUp = useFollowUps((all) => all[messageId])
  useEffect(() => {
    if (messageId && online) void lookForSame(conversationId, messageId)
  }, [conversationId, messageId, online])
  if (!answer || !followUp?.found.question || followUp.done) return null
  const others = followUp.found.items.length
  const following = { conversationId, messageId }
  return (
    <section className="follow" aria-label={text.desk.learn.title}>
      <p className="follow-words">
        {others > 0 ? <Users size={15} aria-hidden="true" /> : <BookPlus size={15} aria-hidden="true" />}
        <strong>{others > 0 ? text.desk.learn.others(others) : text.desk.learn.keep}</strong>
      </p>
      <div className="follow-acts">
        {others > 0 && (
          <button
            type="button"
            className="button button-main"
            aria-disabled={followUp.busy}
            onClick={() => !followUp.busy && openFollowing('same', following)}
          >
            <Users size={15} aria-hidden="true" />{' '}
            {followUp.busy ? text.desk.learn.leaving : text.desk.learn.answerThem}
          </button>
        )}
        <button type="button" className="button" onClick={() => openFollowing('propose', following)}>
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
      </div>
    </section>
  )
}
