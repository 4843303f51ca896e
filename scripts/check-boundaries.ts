import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, PLANNED } from './boundaries.ts'
import { findLocks } from './locks.ts'
import { findSql } from './sql.ts'
import { findStrayWrites, type Owners } from './tables.ts'

/** With a TypeScript it does not support the analysis reads nothing and finds nothing: that must not pass. */
const AT_LEAST_FILES = 200

const root = fileURLToPath(new URL('../', import.meta.url))
const { analysed, violations } = await cruise(
  root,
  PLANNED.filter((folder) => existsSync(join(root, folder))),
)
const locks = await findLocks(root)
const sql = await findSql(root)
const owners = JSON.parse(await readFile(join(root, 'tables.json'), 'utf8')) as Owners
const all = [...violations, ...locks.violations, ...sql.violations, ...(await findStrayWrites(root, owners))]
for (const { rule, from, to } of all) console.error(`${rule}: ${from} → ${to}`)
if (Math.min(analysed, locks.read, sql.read) < AT_LEAST_FILES) {
  console.error(
    `Only ${analysed} files, ${locks.read} for locks, ${sql.read} for SQL, were analysed, fewer than ${AT_LEAST_FILES}: the check itself is broken.`,
  )
}
console.log(`${analysed} files, ${all.length} boundary violations`)
process.exit(all.length > 0 || Math.min(analysed, locks.read, sql.read) < AT_LEAST_FILES ? 1 : 0)
