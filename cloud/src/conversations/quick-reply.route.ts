import { endpoints } from '@plantao/shared/http/endpoints'
import type { Database } from '../platform/database.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { changeQuickReply, createQuickReply, deleteQuickReply, listQuickReplies } from './quick-reply.repo.ts'

/** The tenant's quick replies, kept by whoever answers customers. */
export function quickReplyRoutes({ db }: { db: Database }): BoundRoute[] {
  return [
    route(endpoints.quickReplies, ({ caller, query }) =>
      db.tenant(caller.tenantId, (tx) => listQuickReplies(tx, query)),
    ),
    route(endpoints.createQuickReply, ({ caller, body }) =>
      db.tenant(caller.tenantId, (tx) => createQuickReply(tx, caller.memberId, body)),
    ),
    route(endpoints.changeQuickReply, ({ caller, params, body }) =>
      db.tenant(caller.tenantId, (tx) => changeQuickReply(tx, params.id, body)),
    ),
    route(endpoints.deleteQuickReply, async ({ caller, params }) => {
      await db.tenant(caller.tenantId, (tx) => deleteQuickReply(tx, params.id))
      return { ok: true as const }
    }),
  ]
}
