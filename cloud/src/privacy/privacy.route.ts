import { Readable } from 'node:stream'
import { endpoints } from '@plantao/shared/http/endpoints'
import { audit } from '../platform/audit.ts'
import { idCursor } from '../platform/cursor.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { type BoundRoute, type Caller, route } from '../platform/http/bind.ts'
import type { Tombstones } from '../whatsapp/index.ts'
import { beginErasure } from './begin-erasure.ts'
import { beginDeletion } from './erase-tenant.repo.ts'
import {
  findContacts,
  listCertificates,
  listExports,
  openExport,
  readCertificate,
  readExport,
  readPart,
  requireContact,
} from './privacy.repo.ts'

type Deps = {
  db: Database
  tombstones: Tombstones
  /** Throws unless this is the caller's own password. */
  confirmPassword: (caller: Caller, password: string) => Promise<void>
  /** Ends every session of the caller's tenant. */
  endAllSessions: (tenantId: string) => Promise<void>
}

/** LGPD: the doors for exports, erasures and the end of a company. */
export function privacyRoutes({ db, tombstones, confirmPassword, endAllSessions }: Deps): BoundRoute[] {
  const order = (caller: Caller, contactId: string | null) =>
    db.tenant(caller.tenantId, async (tx) => {
      if (contactId) await requireContact(tx, contactId)
      const { row, isNew } = await openExport(tx, caller.memberId, contactId)
      if (isNew) {
        await tx.enqueue('privacy-export', { tenantId: tx.tenantId, exportId: row.id })
        await audit(tx, caller.memberId, 'privacy.export_requested', row.id)
      }
      return row
    })
  return [
    route(endpoints.exportTenant, ({ caller }) => order(caller, null)),
    route(endpoints.findContacts, async ({ caller, query }) => ({
      items: await db.tenant(caller.tenantId, (tx) => findContacts(tx, query.q)),
    })),
    route(endpoints.exportContact, ({ caller, params }) => order(caller, params.id)),
    route(endpoints.privacyExports, ({ caller, query }) =>
      page(query, (part) => db.tenant(caller.tenantId, (tx) => listExports(tx, part))),
    ),
    route(endpoints.privacyExport, ({ caller, params }) =>
      db.tenant(caller.tenantId, (tx) => readExport(tx, params.id)),
    ),
    route(endpoints.downloadExport, async ({ caller, params, reply }) => {
      const known = await db.tenant(caller.tenantId, (tx) => readExport(tx, params.id))
      if (known.status === 'preparing' || known.status === 'failed') throw expected('export.not_ready')
      if (known.status === 'expired') throw expected('export.expired')
      await db.tenant(caller.tenantId, (tx) => audit(tx, caller.memberId, 'privacy.export_fetched', known.id))
      return reply
        .header('content-type', 'application/zip')
        .header('content-disposition', `attachment; filename="plantao-${known.id}.zip"`)
        .header('content-length', String(known.bytes ?? 0))
        .send(Readable.from(parts(db, caller.tenantId, known.id)))
    }),
    route(endpoints.eraseContact, ({ caller, params }) =>
      db.tenant(caller.tenantId, (tx) => beginErasure(tx, tombstones, caller.memberId, params.id)),
    ),
    route(endpoints.erasureCertificates, ({ caller, query }) =>
      page(query, (part) => db.tenant(caller.tenantId, (tx) => listCertificates(tx, part))),
    ),
    route(endpoints.erasureCertificate, ({ caller, params }) =>
      db.tenant(caller.tenantId, (tx) => readCertificate(tx, params.id)),
    ),
    route(endpoints.deleteTenant, async ({ caller, body }) => {
      await confirmPassword(caller, body.password)
      await db.tenant(caller.tenantId, async (tx) => {
        await beginDeletion(tx)
        await audit(tx, caller.memberId, 'tenant.deletion_requested')
        // Who is gone is charged nothing more.
        await tx.enqueue('end-payments', { account: tx.tenantId })
        await tx.enqueue('erase-tenant', { tenantId: tx.tenantId }, { key: `erase-tenant:${tx.tenantId}` })
      })
      await endAllSessions(caller.tenantId)
      return { ok: true as const }
    }),
  ]
}

async function* parts(db: Database, tenantId: string, id: string): AsyncGenerator<Buffer> {
  for (let position = 0; ; position++) {
    const part = await db.tenant(tenantId, (tx) => readPart(tx, id, position))
    if (!part) return
    yield part
  }
}

/** Pages by id, newest first. Throws `request.invalid` for a cursor that was never ours. */
async function page<T extends { id: string }>(
  query: { cursor?: string | undefined; limit: number },
  list: (part: { cursor: string | null; limit: number }) => Promise<T[]>,
): Promise<{ items: T[]; nextCursor?: string }> {
  const rows = await list({ cursor: idCursor(query.cursor), limit: query.limit + 1 })
  const items = rows.slice(0, query.limit)
  return rows.length > items.length ? { items, nextCursor: items.at(-1)!.id } : { items }
}
