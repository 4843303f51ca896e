import type { TryAnswer } from '@plantao/shared/conversations'
import { tenantName } from '../accounts/index.ts'
import { entitlement } from '../billing/index.ts'
import { isOpen, readBotSettings } from '../bot-settings/index.ts'
import type { Search } from '../knowledge/index.ts'
import { counted, createPurse, type Models, recordSpend, spentThisMonth } from '../models/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { smallTalk } from '../portuguese/index.ts'
import { type DecideInput, decide, type Outcome } from './decide.ts'
import { isForPerson } from './history.ts'
import { plainOutcome } from './outcome.ts'
import { replayReceipt } from './replay.ts'
import { isSated } from './spoken.repo.ts'
import { createSuggester } from './suggest.ts'
import { composeText } from './texts.ts'
import { questionOf, type TurnContext } from './turn-context.ts'

/** How many chunks the model reads; measured as enough by `bench retrieval` (recall@5). */
const TOP_K = 5

type Deps = {
  db: Database
  search: Search
  models: Models
  clock: Clock
  /** Most that models may cost a tenant in a calendar month (UTC). Millionths of a dollar. */
  ceilingUsdMicro: number
}

/** Ties deciding to this house's search and models. */
export function createDecider({ db, search, models, clock, ceilingUsdMicro }: Deps) {
  /** Every road to a model leads through here, so everything is counted, thrown-away drafts too. */
  async function judge(tenantId: string, input: DecideInput): Promise<Outcome> {
    const overCeiling = input.overCeiling ?? (await db.together(tenantId, spentThisMonth)) >= ceilingUsdMicro
    const purse = createPurse((usdMicro) => db.together(tenantId, (tx) => recordSpend(tx, usdMicro)))
    try {
      return await decide(
        { ...input, overCeiling },
        {
          models: counted(models, purse.spend),
          clock,
          search: (question, signal, onCost) =>
            search(tenantId, question, { k: TOP_K, signal, onCost: purse.also(onCost) }),
        },
      )
    } finally {
      await purse.close()
    }
  }

  /** What the bot would do with words of a customer; nothing is sent or stored. */
  async function tryAnswer(
    tenantId: string,
    question: string,
    memory: DecideInput['memory'] = [],
  ): Promise<TryAnswer> {
    const { name, settings } = await db.tenant(tenantId, async (tx) => ({
      name: await tenantName(tx),
      settings: await readBotSettings(tx),
    }))
    const outcome = await judge(tenantId, {
      companyName: name,
      tone: settings.tone,
      threshold: settings.threshold,
      bubbles: [{ kind: 'text', text: question }],
      memory,
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
  }

  return {
    suggest: createSuggester({ db, judge }),

    forTurn: async (tenantId: string, turn: TurnContext): Promise<Outcome> => {
      if (waitsForOpening(turn) || isForPerson(turn))
        return plainOutcome({ decision: 'handoff', reason: 'policy' })
      return judge(tenantId, {
        companyName: turn.companyName,
        tone: turn.settings.tone,
        threshold: turn.settings.threshold,
        overQuota: entitlement(turn.subscription, turn.now) === 'hand_over',
        bubbles: turn.bubbles
          .filter((bubble) => !bubble.deleted)
          .map(({ kind, text, media }) => ({
            kind,
            text,
            words: media?.words,
            description: media?.description,
          })),
        memory: turn.memory,
        recent: turn.spoken.recent,
        sated: isSated(turn.spoken, turn.settings.answersPerContact, turn.conversation),
        overCeiling: turn.spentUsdMicro >= ceilingUsdMicro,
      })
    },

    /** The playground: the same road without a conversation. */
    tryAnswer: (tenantId: string, question: string) => tryAnswer(tenantId, question),
    replay: (tenantId: string, receiptId: string) => replayReceipt({ db, tryAnswer }, tenantId, receiptId),
  }
}

/** Closed, and the owner wants every question answered by people: only small talk is still the bot's. */
function waitsForOpening({ settings, bubbles, now }: TurnContext): boolean {
  if (settings.businessHours.outside !== 'handoff' || isOpen(settings, now)) return false
  return smallTalk(questionOf(bubbles)) === null
}
