import type { Suggestion, TryAnswer } from '@plantao/shared/conversations'
import { endpoints } from '@plantao/shared/http/endpoints'
import type { Database } from '../platform/database.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { listReceipts, readReceipt } from './receipt.repo.ts'

type Deps = {
  db: Database
  /** What the bot would do with a question; nothing is sent or stored. */
  tryAnswer: (tenantId: string, question: string) => Promise<TryAnswer>
  /** A draft for the person who answers. */
  suggest: (tenantId: string, conversationId: string) => Promise<Suggestion>
}

/** Why the bot did what it did, and what it would do. */
export function answerRoutes({ db, tryAnswer, suggest }: Deps): BoundRoute[] {
  return [
    route(endpoints.tryKnowledge, ({ caller, body }) => tryAnswer(caller.tenantId, body.question)),
    route(endpoints.suggestion, ({ caller, params }) => suggest(caller.tenantId, params.id)),
    route(endpoints.receipt, ({ caller, params }) =>
      db.tenant(caller.tenantId, (tx) => readReceipt(tx, params.id)),
    ),
    route(endpoints.lastReceipt, ({ caller, params, query }) =>
      db.tenant(caller.tenantId, (tx) => listReceipts(tx, params.id, query)),
    ),
  ]
}
