import { readPastTurns } from '../../../cloud/src/answer/past-turns.repo.ts'
import { listReceipts } from '../../../cloud/src/answer/receipt.repo.ts'
import { listConversations, listMessages } from '../../../cloud/src/conversations/reading.repo.ts'
import { keepDays, readInsights } from '../../../cloud/src/insights/insights.ts'
import { readUnanswered } from '../../../cloud/src/learning/unanswered.repo.ts'
import { systemClock } from '../../../cloud/src/platform/clock.ts'
import { openDatabase } from '../../../cloud/src/platform/database.ts'
import { readEvents } from '../../../cloud/src/platform/event-log.ts'
import { roleUrl } from '../../../cloud/src/platform/roles.ts'
import type { TenantTx } from '../../../cloud/src/platform/tenant-tx.ts'
import { type Explained, explaining, nodesOf, rowsTouched } from '../../testing/database/explaining.ts'
import type { Report } from '../report.ts'

/** Reports the slowest statement of each page: its time in the database, the pages of memory it read, the indexes it used. */
export async function reportPlans(report: Report, url: string, tenantId: string): Promise<void> {
  let seen: Explained[] = []
  const plain = openDatabase({ url: roleUrl(url, 'plantao_app'), clock: systemClock })
  const db = explaining(plain, (explained) => seen.push(explained))
  try {
    const [busiest] = await plain.tenant(tenantId, (tx) =>
      tx.query<{ id: string }>(
        'select conversation_id as id from message where tenant_id = $1 group by 1 order by count(*) desc limit 1',
        [tenantId],
      ),
    )
    for (const [name, work] of Object.entries(pages(busiest!.id))) {
      // The first reading warms the memory, the second is told.
      await db.tenant(tenantId, work)
      seen = []
      await db.tenant(tenantId, work)
      const slowest = seen.toSorted((a, b) => timeOf(b) - timeOf(a))[0]
      if (!slowest) continue
      const { plan } = slowest
      const used = nodesOf(plan).map(
        (node) =>
          node['Index Name'] ?? (node['Node Type'] === 'Seq Scan' ? `seq ${node['Relation Name']}` : ''),
      )
      report({ metric: `plan_${name}`, value: timeOf(slowest), unit: 'ms' })
      report({
        metric: `plan_${name}_buffers`,
        value: (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0),
        unit: 'pages',
      })
      report({
        metric: `plan_${name}_rows`,
        value: rowsTouched(plan),
        unit: `rows by ${[...new Set(used)].filter(Boolean).join(', ')}`,
      })
    }
  } finally {
    await plain.close()
  }
}

const timeOf = ({ plan }: Explained): number => plan['Actual Total Time'] ?? 0

const pages = (busiest: string): Record<string, (tx: TenantTx) => Promise<unknown>> => ({
  list: (tx) => listConversations(tx, { limit: 50 }),
  list_waiting: (tx) => listConversations(tx, { state: 'awaiting_human', limit: 50 }),
  open: (tx) => listMessages(tx, busiest, { limit: 50 }),
  receipts: (tx) => listReceipts(tx, busiest, { limit: 50 }),
  events: (tx) => readEvents(tx, 0, 500),
  topics: (tx) => readUnanswered(tx),
  threshold: (tx) => readPastTurns(tx),
  // Counted every night from all the rows; the page then reads the days that are over.
  insights_nightly: (tx) => keepDays(tx),
  insights: (tx) => readInsights(tx, {}),
})
