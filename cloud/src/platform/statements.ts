import type pg from 'pg'

export type Statements = {
  query<R extends object>(sql: string, values?: unknown[]): Promise<R[]>
  /** Sent at once; whether it succeeded is seen in `written`. */
  write(sql: string, values: unknown[]): void
  /** Fails when one of the writes did. */
  written(): Promise<unknown>
  /** The first statement that failed, even when its caller swallowed the error: those after it fail because of it. */
  failed(): Error | undefined
}

/** The statements of one transaction, in order on its one connection. */
export function createStatements(client: pg.PoolClient): Statements {
  const writes: Promise<unknown>[] = []
  let failed: Error | undefined

  const query = async <R extends object>(sql: string, values: unknown[] = []) => {
    try {
      return (await client.query<R>(prepared(sql, values))).rows
    } catch (error) {
      failed ??= error as Error
      throw error
    }
  }
  return {
    query,
    write(sql, values) {
      const written = query(sql, values)
      written.catch(() => undefined)
      writes.push(written)
    },
    written: () => Promise.all(writes),
    failed: () => failed,
  }
}

/** Statements that get a name at most; the product has some two hundred. More would be text that differs each time. */
const MOST_NAMES = 1_000
const names = new Map<string, string>()

/** Names a statement, so that PostgreSQL parses and plans it once for each connection. */
export function prepared(text: string, values: unknown[]): pg.QueryConfig {
  if (values.length === 0) return { text }
  let name = names.get(text)
  if (!name && names.size < MOST_NAMES) {
    name = `s${names.size}`
    names.set(text, name)
  }
  return name ? { name, text, values } : { text, values }
}
