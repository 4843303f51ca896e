import { endpoints } from '@plantao/shared/http/endpoints'
import type { Database } from '../platform/database.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { listRevisions, readRevision } from './history.repo.ts'
import { importFile } from './import/import-file.ts'
import { readDraft, readKnowledge, saveDraft } from './knowledge.repo.ts'
import { checkKnowledge, type Publisher } from './publish.ts'
import type { Search } from './search.ts'

type Deps = { db: Database; publisher: Publisher; search: Search }

/** Chunks shown for a search; as many as the bot reads. */
const SHOWN = 5

export function knowledgeRoutes({ db, publisher, search }: Deps): BoundRoute[] {
  return [
    route(endpoints.getKnowledge, ({ caller }) => db.tenant(caller.tenantId, readKnowledge)),
    route(endpoints.putKnowledge, ({ caller, body }) =>
      publisher.publish(caller.tenantId, body.text, caller.memberId),
    ),
    route(endpoints.getKnowledgeDraft, ({ caller }) => db.tenant(caller.tenantId, readDraft)),
    route(endpoints.putKnowledgeDraft, ({ caller, body }) => {
      checkKnowledge(body.text)
      return db.tenant(caller.tenantId, async (tx) => {
        await saveDraft(tx, body.text)
        return readDraft(tx)
      })
    }),
    route(endpoints.searchKnowledge, async ({ caller, query }) => {
      const { chunks, confidence } = await search(caller.tenantId, query.q, { k: SHOWN })
      return { chunks: chunks.map(({ hash: _hash, highlights: _highlights, ...chunk }) => chunk), confidence }
    }),
    route(endpoints.knowledgeRevisions, ({ caller, query }) =>
      db.tenant(caller.tenantId, (tx) => listRevisions(tx, query)),
    ),
    route(endpoints.knowledgeRevision, ({ caller, params }) =>
      db.tenant(caller.tenantId, (tx) => readRevision(tx, params.id)),
    ),
    route(endpoints.restoreRevision, ({ caller, params }) =>
      publisher.restore(caller.tenantId, params.id, caller.memberId),
    ),
    route(endpoints.importKnowledge, ({ caller, request }) => importFile(caller.tenantId, request)),
  ]
}
