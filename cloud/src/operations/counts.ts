import pg from 'pg'

/** Rows of every table of ours, by name. */
export type Counts = Record<string, number>

/**
 * Counts every table of the public schema in the client's present transaction.
 * @param client a role that row-level security does not hide rows from
 */
export async function countRows(client: pg.Client): Promise<Counts> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind = 'r' order by 1`,
  )
  const counts: Counts = {}
  for (const { name } of rows) {
    const { rows: found } = await client.query<{ n: string }>(
      `select count(*) as n from public.${pg.escapeIdentifier(name)}`,
    )
    counts[name] = Number(found[0]!.n)
  }
  return counts
}

/** Tables whose count differs, as sentences; empty when both are equal. */
export function differences(expected: Counts, found: Counts): string[] {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort()
  return names
    .filter((name) => expected[name] !== found[name])
    .map(
      (name) => `${name}: ${expected[name] ?? 'absent'} in the backup, ${found[name] ?? 'absent'} restored`,
    )
}
