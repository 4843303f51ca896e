import type pg from 'pg'
import { withClient } from './with-client.ts'

/** As long as we keep messages ourselves; Evolution, left alone, keeps them for ever. */
const KEPT_DAYS = 30

/**
 * Deletes what Evolution's own database holds of messages older than thirty days; their ticks and media rows go along
 * by its foreign keys. It has no setting for that, and we ask it only about messages of the last minutes and hours.
 * @param url a role that may delete there
 * @returns how many messages went; 0 where Evolution has made no tables yet
 */
export function trimEvolution(url: string, now: Date): Promise<number> {
  const before = Math.floor(now.getTime() / 1000) - KEPT_DAYS * 86_400
  return withClient(withoutParameters(url), async (client) => {
    let gone = 0
    for (const tables of await evolutionTables(client)) {
      const { rowCount } = await client.query(
        `delete from ${tables}."Message" where "messageTimestamp" < $1`,
        [before],
      )
      gone += rowCount ?? 0
    }
    return gone
  })
}

/** The schemas, quoted, in which Evolution has made its tables. */
export async function evolutionTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(n.nspname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relname = 'Message' and c.relkind = 'r' and n.nspname in ('evolution_api', 'public')`,
  )
  return rows.map((row) => row.name)
}

/** Prisma's `?schema=` is no parameter of PostgreSQL. */
export function withoutParameters(url: string): string {
  return url.split('?')[0]!
}
