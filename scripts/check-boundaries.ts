import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, PLANNED } from './boundaries.ts'

/** With a TypeScript it does not support the analysis reads nothing and finds nothing: that must not pass. */
const AT_LEAST_FILES = 200

const root = fileURLToPath(new URL('../', import.meta.url))
const { analysed, violations } = await cruise(
  root,
  PLANNED.filter((folder) => existsSync(join(root, folder))),
)
for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`)
if (analysed < AT_LEAST_FILES) {
  console.error(
    `Only ${analysed} files were analysed, fewer than ${AT_LEAST_FILES}: the check itself is broken.`,
  )
}
console.log(`${analysed} files, ${violations.length} boundary violations`)
process.exit(violations.length > 0 || analysed < AT_LEAST_FILES ? 1 : 0)
