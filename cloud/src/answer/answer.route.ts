import type { TryAnswer } from '@plantao/shared/conversations'
import { endpoints } from '@plantao/shared/http/endpoints'
import type { Database } from '../platform/database.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { listReceipts, readReceipt } from './receipt.repo.ts'

type Deps = {
  db: Database
  /** What the bot would do with a question; nothing is sent or stored. */
  tryAnswer: (tenantId: string, question: string) => Promise<TryAnswer>
}

/** Why the bot did what it did, and what it would do. */
export function answerRoutes({ db, tryAnswer }: Deps): BoundRoute[] {
  return [
    route(endpoints.tryKnowledge, ({ caller, body }) => tryAnswer(caller.tenantId, body.question)),
    route(endpoints.receipt, ({ caller, params }) =>
      db.tenant(caller.tenantId, (tx) => readReceipt(tx, params.id)),
    ),
    route(endpoints.lastReceipt, ({ caller, params, query }) =>
      db.tenant(caller.tenantId, (tx) => listReceipts(tx, params.id, query)),
    ),
  ]
}
