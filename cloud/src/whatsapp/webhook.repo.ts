import type { Database } from '../platform/database.ts'

/** What became of a delivery: no tenant where its secret is nobody's, not stored where it was there already. */
export type Accepted = { tenant_id: string | null; stored: boolean }

/**
 * Authenticates, stores and enqueues deliveries in one statement.
 * @param deliveries JSON: an array of secret_hash, event, dedupe, trace, at and body
 * @returns one for each, in their order
 */
export function acceptWebhooks(db: Database, deliveries: string): Promise<Accepted[]> {
  return db.lookup<Accepted>('select * from accept_webhooks($1)', [deliveries])
}

/** For each hash, in their order, whether an instance has that secret, as its present or its previous one. */
export async function areKnown(db: Database, hashes: Buffer[]): Promise<boolean[]> {
  const rows = await db.lookup<{ known: boolean }>(
    `select exists (select from tenant_of_secret(asked.hash)) as known
     from unnest($1::bytea[]) with ordinality as asked(hash, n) order by asked.n`,
    [hashes],
  )
  return rows.map(({ known }) => known)
}
