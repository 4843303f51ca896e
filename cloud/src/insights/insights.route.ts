import { endpoints } from '@plantao/shared/http/endpoints'
import type { Database } from '../platform/database.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { csvOf } from './csv.ts'
import { readInsights } from './insights.ts'

/** What the owner sees of the results. */
export function insightRoutes({ db }: { db: Database }): BoundRoute[] {
  return [
    route(endpoints.insights, ({ caller, query }) =>
      db.tenant(caller.tenantId, (tx) => readInsights(tx, query)),
    ),
    route(endpoints.exportInsights, async ({ caller, query, request, reply }) => {
      const insights = await db.tenant(caller.tenantId, (tx) => readInsights(tx, query))
      const language = request.headers['accept-language']?.startsWith('en') ? 'en' : 'pt'
      const name = `plantao-${insights.from}-${insights.to}.csv`
      return reply
        .header('content-disposition', `attachment; filename="${name}"`)
        .type('text/csv; charset=utf-8')
        .send(csvOf(insights, language))
    }),
  ]
}
