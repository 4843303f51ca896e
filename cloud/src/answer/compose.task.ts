import type { Dispatcher } from '../conversations/index.ts'
import { dispatchKey } from '../conversations/index.ts'
import type { Jobs } from '../jobs.ts'
import type { Database } from '../platform/database.ts'
import type { Outcome } from './decide.ts'
import { silenceReason } from './gate.ts'
import { react } from './react.ts'
import { loadTurn, type TurnContext } from './turn-context.ts'

type Deps = {
  db: Database
  dispatcher: Dispatcher
  process: () => number
  /** Retrieve, judge, write and check: everything that takes time and touches no row. */
  decide: (tenantId: string, turn: TurnContext) => Promise<Outcome>
  /** Shows the customer that somebody writes; never waited for. */
  showTyping?: (tenantId: string, conversationId: string, ms: number) => void
}

/**
 * Answers a conversation's open turn. It starts at once: what it drafts before the turn is due is kept, and thrown
 * away when another bubble lands. A second run finds the turn answered and only looks after its send.
 */
export function composeTask({ db, dispatcher, process, decide, showTyping }: Deps) {
  return async ({ tenantId, conversationId, traceId }: Jobs['compose']): Promise<void> => {
    const turn = await db.tenant(tenantId, (tx) => loadTurn(tx, conversationId))
    if (!turn) return lookAfter(conversationId)
    const silence = silenceReason({ ...turn, state: turn.conversation.state })
    const outcome = silence ? null : ((turn.draft as Outcome | null) ?? (await decide(tenantId, turn)))
    const reaction = await db.tenant(tenantId, (tx) =>
      react(tx, { turn, outcome, traceId, process: process() }),
    )
    if (reaction.do === 'wait' && outcome)
      showTyping?.(tenantId, conversationId, reaction.until.getTime() - turn.now.getTime())
    if (reaction.do === 'dispatch') await lookAfter(reaction.conversationId)
    if (reaction.do === 'send') {
      const settled = await dispatcher.sendClaimed(tenantId, reaction.outbound, reaction.target)
      if (!settled) await lookAfter(reaction.outbound.conversationId)
    }

    async function lookAfter(id: string): Promise<void> {
      const until = await dispatcher.run(tenantId, id)
      if (!until) return
      await db.tenant(tenantId, (tx) =>
        tx.enqueue(
          'dispatch',
          { tenantId, conversationId: id, traceId },
          { runAt: until, key: dispatchKey(id) },
        ),
      )
    }
  }
}
