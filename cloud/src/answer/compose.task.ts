import { type Dispatcher, finishSends, type ShowTyping, type Target } from '../conversations/index.ts'
import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import { commitTurn, type TurnResult } from './commit-turn.ts'
import type { Outcome } from './decide.ts'
import { silenceReason } from './gate.ts'
import { takeUp } from './take-up.ts'
import type { TurnContext } from './turn-context.ts'
import { createTypingSign, type TypingSign } from './typing-sign.ts'

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

/**
 * Answers a conversation's open turn: take it up, draft an outcome, commit it, send. It starts at once; a draft made
 * before the turn is due is kept, and thrown away when another bubble comes. A second run finds the turn answered and only
 * finishes its send.
 */
export function composeTask({ db, dispatcher, process, decide, showTyping, onTaken }: Deps) {
  return async ({ tenantId, conversationId, traceId }: Jobs['compose']): Promise<void> => {
    const turn = await db.together(tenantId, (tx) => takeUp(tx, conversationId, traceId))
    if (turn === 'later') return
    if (!turn) return finish(conversationId)
    const typing = createTypingSign((ms, until) => showTyping?.(tenantId, conversationId, ms, until))
    try {
      const outcome = await draft(turn, typing)
      const { result, settled } = await commitAndSend(turn, outcome)
      if (result.do === 'wait' && outcome) typing.keepFor(result.until.getTime() - turn.now.getTime())
      await follow(turn, result, settled)
    } finally {
      typing.end()
    }

    /** Null when the turn is met with silence. A kept draft is used, else one is made. */
    async function draft(turn: TurnContext, typing: TypingSign): Promise<Outcome | null> {
      if (silenceReason({ ...turn, state: turn.conversation.state })) return null
      return (turn.draft as Outcome | null) ?? typing.during(() => decide(tenantId, turn))
    }

    /** Commits the turn, and sends what the commit claimed. The claim counts as in flight from before the commit until it was sent. */
    async function commitAndSend(turn: TurnContext, outcome: Outcome | null) {
      const claims = dispatcher.claimScope()
      try {
        const result = await db.together(tenantId, (tx) =>
          commitTurn(tx, { turn, outcome, traceId, process: process(), hold: claims.add }),
        )
        const settled =
          result.do === 'send' && (await dispatcher.sendClaimed(tenantId, result.outbound, result.target))
        return { result, settled }
      } finally {
        claims.release()
      }
    }

    /** Finishes sends that are not settled yet, and says which bubbles were taken in. */
    async function follow(turn: TurnContext, result: TurnResult, settled: boolean): Promise<void> {
      const taken = (target: Target) =>
        onTaken?.(
          target,
          turn.bubbles.flatMap(({ waId }) => waId ?? []),
        )
      if (result.do === 'dispatch') {
        if (result.taken) taken(result.taken)
        await finish(result.conversationId)
      }
      if (result.do === 'send') {
        if (!settled) await finish(result.outbound.conversationId)
        taken(result.target)
      }
    }

    function finish(id: string): Promise<void> {
      return finishSends({ db, dispatcher }, { tenantId, conversationId: id, traceId })
    }
  }
}
