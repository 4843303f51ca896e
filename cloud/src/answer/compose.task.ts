import {
  type Dispatcher,
  finishSends,
  type ShowTyping,
  type Target,
  waitsForWords,
  wakeCompose,
} from '../conversations/index.ts'
import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { commitTurn } from './commit-turn.ts'
import type { Outcome } from './decide.ts'
import { silenceReason } from './gate.ts'
import { reactToHistory } from './history.ts'
import { loadTurn, type TurnContext } from './turn-context.ts'

type Deps = {
  db: Database
  dispatcher: Dispatcher
  process: () => number
  /** Retrieve, judge, write and check: everything that takes time and touches no row. */
  decide: (tenantId: string, turn: TurnContext) => Promise<Outcome>
  /** Shows the customer that somebody writes, until the signal at most; never waited for. */
  showTyping?: (...told: Parameters<ShowTyping>) => void
  /** The bot took these in and has answered: WhatsApp may show them as read; never waited for. */
  onTaken?: (target: Target, waIds: string[]) => void
}

/** A draft made faster than this needs no typing shown; a slower one shows it for so long, or until the message comes. */
const TYPING_AFTER_MS = 600
const TYPING_MS = 5000

/**
 * The turn to be answered; null when there is none, `'waits'` when nothing is to be done about it now: it is history, or the
 * words of a voice note or image are still being made out. Their coming makes the turn new; this comes back by itself if they do not. Decided under the conversation's
 * lock, so that whoever brings the words cannot be overwritten.
 */
async function takeUp(
  tx: TenantTx,
  conversationId: string,
  traceId: string,
): Promise<TurnContext | 'waits' | null> {
  const turn = await loadTurn(tx, conversationId)
  if (!turn || silenceReason({ ...turn, state: turn.conversation.state })) return turn
  if (turn.history === 'only') {
    await reactToHistory(tx, turn, traceId)
    return 'waits'
  }
  const until = waitsForWords(turn.bubbles, turn.now)
  if (!until) return turn
  await wakeCompose(tx, turn.conversation.id, traceId, until)
  return 'waits'
}

/**
 * Answers a conversation's open turn. It starts at once: what it drafts before the turn is due is kept, and thrown
 * away when another bubble lands. A second run finds the turn answered and only looks after its send.
 */
export function composeTask({ db, dispatcher, process, decide, showTyping, onTaken }: Deps) {
  return async ({ tenantId, conversationId, traceId }: Jobs['compose']): Promise<void> => {
    const turn = await db.together(tenantId, (tx) => takeUp(tx, conversationId, traceId))
    const lookAfter = (id: string) =>
      finishSends({ db, dispatcher }, { tenantId, conversationId: id, traceId })
    if (!turn) return lookAfter(conversationId)
    if (turn === 'waits') return
    const typing = new AbortController()
    let stillTypes = false
    try {
      stillTypes = (await answer(turn, typing.signal)) === 'waits'
    } finally {
      // Sent, handed to a person, cancelled or failed: nobody types any more. Until a turn is due, somebody
      // does. A reason of ours spares making an exception that nobody reads.
      if (!stillTypes) typing.abort('over')
    }

    async function answer(turn: TurnContext, signal: AbortSignal): Promise<'waits' | 'done'> {
      const silence = silenceReason({ ...turn, state: turn.conversation.state })
      const outcome = silence
        ? null
        : ((turn.draft as Outcome | null) ?? (await drafted(tenantId, turn, signal)))
      const { reaction, settled } = await reacted(turn, outcome)
      if (reaction.do === 'wait' && outcome)
        showTyping?.(tenantId, conversationId, reaction.until.getTime() - turn.now.getTime(), signal)
      const taken = (target: Target) =>
        onTaken?.(
          target,
          turn.bubbles.flatMap(({ waId }) => waId ?? []),
        )
      if (reaction.do === 'dispatch') {
        if (reaction.taken) taken(reaction.taken)
        await lookAfter(reaction.conversationId)
      }
      if (reaction.do === 'send') {
        if (!settled) await lookAfter(reaction.outbound.conversationId)
        taken(reaction.target)
      }
      return reaction.do === 'wait' && outcome ? 'waits' : 'done'
    }

    /** Reacts, and sends what that claimed: in hand from before its commit until it was sent. */
    async function reacted(turn: TurnContext, outcome: Outcome | null) {
      const claims = dispatcher.claimScope()
      try {
        const reaction = await db.together(tenantId, (tx) =>
          commitTurn(tx, { turn, outcome, traceId, process: process(), hold: claims.add }),
        )
        const settled =
          reaction.do === 'send' &&
          (await dispatcher.sendClaimed(tenantId, reaction.outbound, reaction.target))
        return { reaction, settled }
      } finally {
        claims.release()
      }
    }

    /** A draft that takes its time is written before the customer's eyes. */
    async function drafted(tenantId: string, turn: TurnContext, signal: AbortSignal): Promise<Outcome> {
      const timer = setTimeout(
        () => showTyping?.(tenantId, conversationId, TYPING_MS, signal),
        TYPING_AFTER_MS,
      )
      try {
        return await decide(tenantId, turn)
      } finally {
        clearTimeout(timer)
      }
    }
  }
}
