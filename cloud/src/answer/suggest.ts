import type { Suggestion } from '@plantao/shared/conversations'
import { tenantName } from '../accounts/index.ts'
import { entitlement, readSubscription } from '../billing/index.ts'
import { readBotSettings } from '../bot-settings/index.ts'
import { readOpenQuestion } from '../conversations/index.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { askedBy } from './asked.ts'
import type { DecideInput, Outcome } from './decide.ts'

/**
 * A draft is read by a person before it goes, so even a poor match may be written from; the grounding lock and the
 * model's own "the chunks do not answer" hold as always.
 */
const THRESHOLD = 0.02

type Deps = { db: Database; judge: (tenantId: string, input: DecideInput) => Promise<Outcome> }

/** Drafts for people: what the bot would say to the open question of a conversation it does not hold. */
export function createSuggester({ db, judge }: Deps) {
  return async (tenantId: string, conversationId: string): Promise<Suggestion> => {
    const input = await db.tenant(tenantId, (tx) => gather(tx, conversationId))
    const outcome = await judge(tenantId, input)
    const { question } = askedBy(input.bubbles)
    return {
      question,
      confidence: outcome.confidence ?? 0,
      chunks: outcome.chunks.map(({ id, text, heading, score }) => ({
        id,
        text,
        score,
        ...(heading ? { heading } : {}),
      })),
      ...(outcome.decision !== 'handoff' && outcome.text ? { text: outcome.text } : {}),
      ...(outcome.reason ? { reason: outcome.reason } : {}),
    }
  }
}

async function gather(tx: TenantTx, conversationId: string): Promise<DecideInput> {
  const open = await readOpenQuestion(tx, conversationId)
  if (!open) throw expected('conversation.not_found')
  if (open.bubbles.length === 0) throw expected('suggestion.nothing_asked')
  if (entitlement(await readSubscription(tx), tx.now) !== 'answer') throw expected('suggestion.not_entitled')
  const settings = await readBotSettings(tx)
  return {
    companyName: await tenantName(tx),
    tone: settings.tone,
    threshold: THRESHOLD,
    bubbles: open.bubbles,
    memory: open.memory,
  }
}
