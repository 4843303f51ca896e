import type { Conversation } from '@plantao/shared/conversations'
import { Bot, CircleCheck, Clock, UserRound } from 'lucide-react'
import { useMyId } from '../store.ts'
import { useText } from '../text/use-text.ts'

/** Who holds the conversation: the AI, a person by name, or nobody yet. Always a word with the colour. */
export function HolderChip({ conversation }: { conversation: Conversation }) {
  const text = useText()
  const myId = useMyId()
  const { state, assignee, closedAt } = conversation
  const shape = { size: 15, 'aria-hidden': true }
  if (closedAt) {
    return (
      <span className="chip">
        <CircleCheck {...shape} /> {text.holder.closed}
      </span>
    )
  }
  if (state === 'ai_active') {
    return (
      <span className="chip chip-bot">
        <Bot {...shape} /> {text.holder.ai}
      </span>
    )
  }
  if (!assignee && state === 'awaiting_human') {
    return (
      <span className="chip chip-waiting">
        <Clock {...shape} /> <span className="cut">{text.holder.waiting}</span>
      </span>
    )
  }
  const words = !assignee
    ? text.holder.person
    : assignee.id === myId
      ? text.holder.mine
      : text.holder.other(assignee.name.split(' ')[0] ?? assignee.name)
  return (
    <span className="chip chip-human" title={assignee?.name ?? words}>
      <UserRound {...shape} /> <span className="cut">{words}</span>
    </span>
  )
}
