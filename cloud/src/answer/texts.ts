import type { BotMessages, Tone } from '@plantao/shared/bot-settings'
import type { HandoffReason } from '@plantao/shared/handoff'
import type { Outcome } from './decide.ts'
import { SMALL_TALK_REPLIES } from './small-talk-replies.ts'

/** Only here does the bot say that it does not know; elsewhere it would be untrue (a model that is down) or out of place (a complaint). */
const DOES_NOT_KNOW: readonly HandoffReason[] = ['low_confidence', 'ungrounded']

type Said = {
  outcome: Pick<Outcome, 'decision' | 'reason' | 'text' | 'smallTalk'>
  messages: BotMessages
  tone: Tone
  companyName: string
  firstContact: boolean
  /** When people are back, while the company is closed. */
  backWhen?: string | null
}

/** The one message of an outcome: the greeting as its first paragraph for a new contact, then the reply or the handoff's text. */
export function composeText({
  outcome,
  messages,
  tone,
  companyName,
  firstContact,
  backWhen = null,
}: Said): string {
  const body =
    outcome.decision === 'handoff' && backWhen
      ? messages.closed.replaceAll('{abre}', () => backWhen)
      : bodyOf(outcome, messages, tone)
  const greets = firstContact && messages.greeting.trim() !== ''
  // Greeted by the owner's own words, a hello needs no second hello.
  const paragraphs = greets ? [messages.greeting, outcome.smallTalk === 'greeting' ? '' : body] : [body]
  return paragraphs
    .filter(Boolean)
    .map((paragraph) => paragraph.replaceAll('{empresa}', () => companyName))
    .join('\n\n')
}

function bodyOf(
  { decision, reason, text, smallTalk }: Said['outcome'],
  messages: BotMessages,
  tone: Tone,
): string {
  if (smallTalk) return SMALL_TALK_REPLIES[tone][smallTalk]
  if (decision !== 'handoff') return text
  return DOES_NOT_KNOW.includes(reason ?? 'low_confidence') ? messages.handoff : messages.waiting
}
