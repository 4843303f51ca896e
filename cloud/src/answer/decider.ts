import type { TryAnswer } from '@plantao/shared/conversations'
import { entitlement } from '../billing/index.ts'
import { readBotSettings } from '../bot-settings/index.ts'
import type { Search } from '../knowledge/index.ts'
import type { Models } from '../models/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { type DecideInput, decide, type Outcome } from './decide.ts'
import { createSuggester } from './suggest.ts'
import { composeText } from './texts.ts'
import type { TurnContext } from './turn-context.ts'

/** How many chunks the model reads; measured as enough by `bench retrieval` (recall@5). */
const TOP_K = 5

type Deps = { db: Database; search: Search; models: Models; clock: Clock }

/** Ties deciding to this house's search and models. */
export function createDecider({ db, search, models, clock }: Deps) {
  function judge(tenantId: string, input: DecideInput): Promise<Outcome> {
    return decide(input, {
      models,
      clock,
      search: (question) => search(tenantId, question, { k: TOP_K }),
    })
  }

  return {
    suggest: createSuggester({ db, judge }),

    forTurn: (tenantId: string, turn: TurnContext): Promise<Outcome> =>
      judge(tenantId, {
        companyName: turn.companyName,
        tone: turn.settings.tone,
        threshold: turn.settings.threshold,
        overQuota: entitlement(turn.subscription, turn.now) === 'hand_over',
        bubbles: turn.bubbles.filter((bubble) => !bubble.deleted),
        memory: turn.memory,
      }),

    /** The playground: the same road without a conversation; nothing is sent or stored. */
    async tryAnswer(tenantId: string, question: string): Promise<TryAnswer> {
      const { name, settings } = await db.tenant(tenantId, async (tx) => {
        const [tenant] = await tx.query<{ name: string }>('select name from tenant where tenant_id = $1', [
          tenantId,
        ])
        return { name: tenant!.name, settings: await readBotSettings(tx) }
      })
      const outcome = await judge(tenantId, {
        companyName: name,
        tone: settings.tone,
        threshold: settings.threshold,
        bubbles: [{ kind: 'text', text: question }],
        memory: [],
      })
      const reply = composeText({
        outcome,
        messages: settings.messages,
        tone: settings.tone,
        companyName: name,
        firstContact: false,
      })
      return {
        decision: outcome.decision === 'reply' ? 'answer' : outcome.decision,
        reply,
        confidence: outcome.confidence ?? 0,
        chunks: outcome.chunks.map(({ id, text, heading, score }) => ({
          id,
          text,
          score,
          ...(heading ? { heading } : {}),
        })),
        ...(outcome.reason ? { reason: outcome.reason } : {}),
      }
    },
  }
}
