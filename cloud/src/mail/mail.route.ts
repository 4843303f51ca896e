import { endpoints } from '@plantao/shared/http/endpoints'
import { audit } from '../platform/audit.ts'
import { idCursor } from '../platform/cursor.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { listFailed, sendAgain } from './mail.repo.ts'

/** Mails that could not be delivered, and the click that tries them again. */
export function mailRoutes(db: Database): BoundRoute[] {
  return [
    route(endpoints.failedMails, ({ caller, query }) =>
      db.tenant(caller.tenantId, async (tx) => {
        const rows = await listFailed(tx, idCursor(query.cursor), query.limit + 1)
        const items = rows
          .slice(0, query.limit)
          .map(({ createdAt, ...row }) => ({ ...row, at: createdAt.toISOString() }))
        return rows.length > items.length ? { items, nextCursor: items.at(-1)!.id } : { items }
      }),
    ),
    route(endpoints.sendMailAgain, ({ caller, params }) =>
      db.tenant(caller.tenantId, async (tx) => {
        if (!(await sendAgain(tx, params.id))) throw expected('mail.not_failed')
        await audit(tx, caller.memberId, 'mail.sent_again', params.id)
        return { ok: true as const }
      }),
    ),
  ]
}
