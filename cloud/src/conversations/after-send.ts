import type { MessageStatus } from '@plantao/shared/conversations'
import { ASK_AFTER_MS, HELD_AFTER_MS, MOST_ATTEMPTS, mostMs, retryDelayMs } from './next-send.ts'
import type { OutboundRow } from './outbound-row.ts'
import { isUnsettled, type OutboundState } from './send-states.ts'

/** What was learnt about a claimed send. */
export type Learnt =
  | { kind: 'accepted'; waId: string }
  | { kind: 'not_sent'; failure: string }
  | { kind: 'refused'; failure: string }
  /** No answer to the send: it may have left. */
  | { kind: 'unclear'; failure: string }
  /** WhatsApp was asked and does not have it. */
  | { kind: 'absent' }
  /** WhatsApp could not be asked. */
  | { kind: 'unasked'; failure: string }

/** What becomes of a message on its way out. */
export type SendUpdate = {
  state: OutboundState
  status: MessageStatus
  /** When it may be looked at again; unchanged where it is left out. */
  notBefore?: Date
  failure?: string | null
  waId?: string
}

/** A message that could not be asked about is asked again after half the time it has been unclear: two seconds to five minutes. */
const ASK_AGAIN_MS = { least: 2_000, most: 300_000 }

/**
 * What news of a send make of its row; null where they change nothing: it is settled, or was claimed again. Pure;
 * the caller holds the conversation's lock.
 * @param attempt the attempt the news are about, where their bearer knows it
 */
export function afterSend(
  outbound: OutboundRow,
  learnt: Learnt,
  { now, attempt }: { now: Date; attempt?: number | undefined },
): SendUpdate | null {
  if (!isUnsettled(outbound)) return null
  // Two jobs may ask about one send at once: what the slower learnt is about a claim that is no more.
  if (attempt !== undefined && outbound.attempts !== attempt) return null
  const later = (ms: number) => new Date(now.getTime() + ms)
  const sinceClaim = now.getTime() - outbound.claimedAt!.getTime()
  switch (learnt.kind) {
    case 'accepted':
      return { state: 'sent', status: 'sent', waId: learnt.waId }
    case 'refused':
      return { state: 'failed', status: 'failed', failure: learnt.failure }
    case 'not_sent':
    case 'absent': {
      const failure = learnt.kind === 'absent' ? 'absent' : learnt.failure
      if (outbound.attempts >= MOST_ATTEMPTS) return { state: 'failed', status: 'failed', failure }
      // What WhatsApp does not have may go again at once; what it did not take waits.
      const notBefore = later(learnt.kind === 'absent' ? 0 : retryDelayMs(outbound.attempts))
      return { state: 'queued', status: 'queued', failure, notBefore }
    }
    case 'unclear': {
      // A server that answered too slowly may accept slowly too: wait as long again as the call took before asking it. Never
      // longer than a call may take; a machine that slept would measure more.
      const took = Math.min(sinceClaim, mostMs(outbound))
      const notBefore = later(Math.max(took, ASK_AFTER_MS))
      return { state: 'ambiguous', status: 'sending', failure: learnt.failure, notBefore }
    }
    case 'unasked': {
      const notBefore = later(Math.min(Math.max(sinceClaim / 2, ASK_AGAIN_MS.least), ASK_AGAIN_MS.most))
      const { failure } = learnt
      return sinceClaim >= HELD_AFTER_MS
        ? { state: 'held', status: 'held', failure, notBefore }
        : { state: 'ambiguous', status: 'sending', failure, notBefore }
    }
  }
}
