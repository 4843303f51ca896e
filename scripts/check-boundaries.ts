import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, PLANNED, sourcesOf, unusedEdges } from './boundaries.ts'
import { findLocks } from './locks.ts'
import { findSql } from './sql.ts'
import { findStrayWrites, type Owners } from './tables.ts'

/** With a TypeScript it does not support the analysis reads nothing and finds nothing: that must not pass. Share. */
const READ_AT_LEAST = 0.95

const root = fileURLToPath(new URL('../', import.meta.url))
const folders = PLANNED.filter((folder) => existsSync(join(root, folder)))
const { analysed, violations, entered } = await cruise(root, folders)
const sources = await sourcesOf(root, folders)
const read = new Set(analysed)
const unread = sources.filter((file) => !read.has(file))
const plan = JSON.parse(await readFile(join(root, 'edges.json'), 'utf8')) as Record<string, string[]>
const unused = unusedEdges(plan, entered)
const locks = await findLocks(root)
const sql = await findSql(root)
const owners = JSON.parse(await readFile(join(root, 'tables.json'), 'utf8')) as Owners
const all = [...violations, ...locks.violations, ...sql.violations, ...(await findStrayWrites(root, owners))]

for (const { rule, from, to } of all) console.error(`${rule}: ${from} → ${to}`)
for (const edge of unused) console.error(`edges.json: nobody goes ${edge}`)
const share = (sources.length - unread.length) / sources.length
const blind = share < READ_AT_LEAST || locks.read === 0 || sql.read === 0
if (blind) {
  console.error(
    `Only ${(100 * share).toFixed(1)} % of ${sources.length} files were read, ${locks.read} of them for locks, ${sql.read} for SQL: the check itself is broken. Not read: ${unread.slice(0, 10).join(', ')}`,
  )
}
console.log(
  `${sources.length - unread.length} of ${sources.length} files read, ${all.length} boundary violations, ${unused.length} unused edges`,
)
process.exit(all.length + unused.length > 0 || blind ? 1 : 0)
