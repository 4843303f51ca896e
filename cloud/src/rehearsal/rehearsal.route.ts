import { endpoints } from '@plantao/shared/http/endpoints'
import { checkKnowledge, publishedRevision } from '../knowledge/index.ts'
import { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { endRehearsal, listItems, listRehearsals, openRehearsal, readRehearsal } from './rehearsal.repo.ts'

/** Ensaio: starts, watches, reads and ends rehearsals. */
export function rehearsalRoutes({ db }: { db: Database }): BoundRoute[] {
  return [
    route(endpoints.startRehearsal, ({ caller, body }) => {
      checkKnowledge(body.text)
      return db.tenant(caller.tenantId, async (tx) => {
        const { revisionId, number } = await publishedRevision(tx)
        const id = await openRehearsal(tx, {
          text: body.text,
          memberId: caller.memberId,
          against: { id: revisionId, number },
        })
        await audit(tx, caller.memberId, 'rehearsal.started', id)
        await tx.enqueue(
          'rehearse',
          { tenantId: caller.tenantId, rehearsalId: id },
          { key: `rehearse:${id}`, attempts: 3 },
        )
        return readRehearsal(tx, id)
      })
    }),
    route(endpoints.rehearsals, ({ caller, query }) =>
      db.tenant(caller.tenantId, (tx) => listRehearsals(tx, query)),
    ),
    route(endpoints.rehearsal, ({ caller, params }) =>
      db.tenant(caller.tenantId, (tx) => readRehearsal(tx, params.id)),
    ),
    route(endpoints.rehearsalItems, ({ caller, params, query }) =>
      db.tenant(caller.tenantId, (tx) => listItems(tx, params.id, query)),
    ),
    route(endpoints.cancelRehearsal, ({ caller, params }) =>
      db.tenant(caller.tenantId, async (tx) => {
        await readRehearsal(tx, params.id)
        await endRehearsal(tx, params.id, 'cancelled')
        return { ok: true as const }
      }),
    ),
  ]
}
