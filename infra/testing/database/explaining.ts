import type { Database } from '../../../cloud/src/platform/database.ts'

/** A node of a plan as PostgreSQL tells it in JSON. */
export type PlanNode = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Actual Total Time'?: number
  'Shared Hit Blocks'?: number
  'Shared Read Blocks'?: number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}
export type Explained = { sql: string; plan: PlanNode }

/**
 * The same database, where every reading statement is run under EXPLAIN (ANALYZE, BUFFERS) as well: as the application's
 * role, in its own transaction, row-level security and parameters included.
 */
export function explaining(db: Database, seen: (explained: Explained) => void): Database {
  return {
    ...db,
    tenant: (tenantId, work) =>
      db.tenant(tenantId, (tx) =>
        work({
          ...tx,
          query: async <R extends object>(sql: string, values?: unknown[]): Promise<R[]> => {
            if (/^\s*(?:select|with)\b/i.test(sql)) {
              const [row] = await tx.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
                `explain (analyze, buffers, format json) ${sql}`,
                values,
              )
              seen({ sql, plan: row!['QUERY PLAN'][0].Plan })
            }
            return tx.query<R>(sql, values)
          },
        }),
      ),
  }
}

export function nodesOf(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)]
}

/** Rows taken from tables, whether kept or thrown away. */
export function rowsTouched(plan: PlanNode): number {
  return nodesOf(plan)
    .filter((node) => node['Relation Name'])
    .reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    )
}

/** The tables of these that are walked through from end to end. */
export function tablesWalked(plan: PlanNode, large: readonly string[]): string[] {
  return nodesOf(plan)
    .filter((node) => node['Node Type'] === 'Seq Scan')
    .flatMap((node) => node['Relation Name'] ?? [])
    .filter((name) => large.includes(name))
}
