import type { Suggestion, TryAnswer } from '@plantao/shared/conversations'
import { endpoints } from '@plantao/shared/http/endpoints'
import type { ReceiptReplay } from '@plantao/shared/quality'
import type { Database } from '../platform/database.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { readPastTurns } from './past-turns.repo.ts'
import { listReceipts, readReceipt } from './receipt.repo.ts'
import { thresholdPreview } from './threshold-preview.ts'

type Deps = {
  db: Database
  /** What the bot would do with a question; nothing is sent or stored. */
  tryAnswer: (tenantId: string, question: string) => Promise<TryAnswer>
  /** A draft for the person who answers. */
  suggest: (tenantId: string, conversationId: string) => Promise<Suggestion>
  /** A past turn put to the knowledge of today. */
  replay: (tenantId: string, receiptId: string) => Promise<ReceiptReplay>
}

/** Why the bot did what it did, and what it would do. */
export function answerRoutes({ db, tryAnswer, suggest, replay }: Deps): BoundRoute[] {
  return [
    route(endpoints.tryKnowledge, ({ caller, body }) => tryAnswer(caller.tenantId, body.question)),
    route(endpoints.suggestion, ({ caller, params }) => suggest(caller.tenantId, params.id)),
    route(endpoints.receipt, ({ caller, params }) =>
      db.tenant(caller.tenantId, (tx) => readReceipt(tx, params.id)),
    ),
    route(endpoints.replayReceipt, ({ caller, params }) => replay(caller.tenantId, params.id)),
    route(endpoints.thresholdPreview, async ({ caller, query }) =>
      thresholdPreview(await db.tenant(caller.tenantId, readPastTurns), query.threshold),
    ),
    route(endpoints.listReceipts, ({ caller, params, query }) =>
      db.tenant(caller.tenantId, (tx) => listReceipts(tx, params.id, query)),
    ),
  ]
}
