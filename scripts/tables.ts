import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isSql, textsOf } from './sql.ts'

const WRITES = /\b(?:insert\s+into|update|delete\s+from|truncate)\s+([a-z]\w*)/g
/** Words that stand behind `update` and are no table: `do update set`, `for update of`, `for update skip locked`. */
const NO_TABLE = new Set(['set', 'of', 'skip', 'nowait'])

/** table → rooms that write it, its owner first. */
export type Owners = Record<string, string[]>
export type TableViolation = { rule: 'tables-have-owners'; from: string; to: string }

/**
 * Holds the rooms' statements below `root`/cloud/src to `owners`: a room writes its own tables and those it is named for,
 * and none is named that writes nothing. What the database's own functions write, and tables whose names are put in when a
 * statement runs, are not seen. Anybody may read.
 */
export async function findStrayWrites(root: string, owners: Owners): Promise<TableViolation[]> {
  const violations: TableViolation[] = []
  const seen = new Set<string>()
  for await (const found of glob('cloud/src/*/**/*.repo.ts', { cwd: root })) {
    const file = found.replaceAll('\\', '/')
    const room = file.split('/')[2]!
    for (const table of tablesWritten(file, await readFile(join(root, file), 'utf8'))) {
      seen.add(`${table} ${room}`)
      if (!owners[table]?.includes(room))
        violations.push({ rule: 'tables-have-owners', from: file, to: table })
    }
  }
  for (const [table, rooms] of Object.entries(owners))
    for (const room of rooms)
      if (!seen.has(`${table} ${room}`))
        violations.push({ rule: 'tables-have-owners', from: 'tables.json', to: `${table}: ${room}` })
  return violations
}

function tablesWritten(file: string, source: string): Set<string> {
  const tables = new Set<string>()
  for (const text of textsOf(file, source).filter(isSql))
    for (const [, table] of text.matchAll(WRITES)) if (!NO_TABLE.has(table!)) tables.add(table!)
  return tables
}
