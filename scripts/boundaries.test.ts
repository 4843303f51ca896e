import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Boundaries, cruise, PLANNED, sourcesOf, unusedEdges } from './boundaries.ts'
import { findLocks, type LockViolation, lockingFunctions } from './locks.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[]
}

/** rule → the import that breaks it. */
const PLANTED: Record<string, [from: string, to: string]> = {
  'no-circular': ['shared/src/ring.ts', 'shared/src/ring-back.ts'],
  'every-import-resolves': ['shared/src/lost.ts', 'shared/src/nowhere.ts'],
  'shared-stands-alone': ['shared/src/proud.ts', 'cloud/src/clock.ts'],
  'ui-only-draws': ['shared/ui/src/clerk.ts', 'node:fs'],
  'ui-is-for-screens': ['cloud/src/answer/decorator.ts', 'shared/ui/src/lamp.ts'],
  'contracts-are-the-only-bridge': ['desktop/src/engine/shortcut.ts', 'cloud/src/clock.ts'],
  'stand-ins-are-strangers': ['infra/sandbox/src/spy.ts', 'cloud/src/clock.ts'],
  'benches-share-by-testing': ['infra/bench/borrower.ts', 'cloud/test/scene.ts'],
  'tests-share-by-testing': ['cloud/test/lender.ts', 'infra/bench/clock.ts'],
  'testing-serves-both': ['infra/testing/proud.ts', 'infra/bench/clock.ts'],
  'database-server-knows-nobody': ['infra/postgres/curious.ts', 'shared/src/ids.ts'],
  'ground-floor-looks-down': ['cloud/src/platform/climber.ts', 'cloud/src/house.ts'],
  'front-door': ['cloud/src/answer/burglar.ts', 'cloud/src/knowledge/search.ts'],
  'rooms-never-hold-the-house': ['cloud/src/billing/atlas.ts', 'cloud/src/worker.ts'],
  'adapters-meet-in-the-house': ['cloud/src/models/eager.ts', 'cloud/src/models/adapters/openai.ts'],
  'doors-are-not-corridors': ['cloud/src/answer/passage.ts', 'cloud/src/answer/compose.task.ts'],
  'rooms-open-no-database': ['cloud/src/billing/typist.ts', 'cloud/src/platform/database.ts'],
  'renderer-is-a-web-page': ['desktop/src/renderer/reach.ts', 'desktop/src/main/window.ts'],
  'renderer-no-node': ['desktop/src/renderer/disk.ts', 'node:fs'],
  'engine-runs-anywhere': ['desktop/src/engine/painter.ts', 'desktop/src/renderer/view.ts'],
  'one-bridge': ['desktop/src/renderer/second.ts', 'desktop/src/ipc/channels.ts'],
  'preload-is-thin': ['desktop/src/preload/thick.ts', 'desktop/src/main/window.ts'],
  'main-never-draws': ['desktop/src/main/artist.ts', 'desktop/src/renderer/view.ts'],
}

/** Locks that part no works of a shared transaction, and how each is named. */
const LOCKS: Record<string, [source: string, to: string]> = {
  'cloud/src/answer/for-update.ts': [`\`select 1 from t where id = \${1} for update of t\``, 'for update'],
  'cloud/src/answer/no-key.ts': [`'select 1 from t\\n  for no key\\n  update'`, 'for no key\n  update'],
  'cloud/src/answer/share.ts': [`'select 1 from t FOR KEY SHARE'`, 'FOR KEY SHARE'],
  'cloud/src/answer/advisory.ts': [`'select pg_advisory_xact_lock($1)'`, 'pg_advisory_xact_lock'],
  'cloud/src/answer/table.ts': [`'lock table t'`, 'lock table'],
  'cloud/src/answer/function.ts': [`tx.query('select * from take_all($1)')`, 'take_all('],
  'cloud/src/platform/transaction.ts': [`tx.query(\`\${here} for share\`)`, 'for share'],
}
const NO_LOCKS: Record<string, string> = {
  'cloud/src/answer/comment.ts': '/** The row stays locked for update. */\nexport const here = 1',
  'cloud/src/answer/given.ts': `tx.lock(key, \`select \${here} from take_all($1) t\`)\nexport const here = 1`,
  'cloud/src/answer/own.test.ts': `export const here = 'select 1 for update'`,
  'cloud/src/platform/lock.ts': `export const here = 'select 1 for update'`,
}

let root: string
let found: Boundaries
let locks: LockViolation[]

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true })
  await writeFile(join(root, file), text)
}

function importOf(from: string, to: string): string {
  if (to.startsWith('node:')) return `import * as there from '${to}'\nexport const here = there\n`
  const path = relative(dirname(from), to)
  return `import { here as there } from '${path.startsWith('.') ? path : `./${path}`}'\nexport const here = there\n`
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plantao-boundaries-'))
  for (const file of ['.dependency-cruiser.cjs', 'edges.json', 'tsconfig.json', 'tsconfig.base.json']) {
    await cp(join(ROOT, file), join(root, file))
  }
  const edges = JSON.parse(await readFile(join(ROOT, 'edges.json'), 'utf8')) as Record<string, string[]>
  for (const room of Object.keys(edges)) {
    await write(`cloud/src/${room}/index.ts`, 'export const here = 1\n')
    const closed = Object.keys(edges).find((other) => other !== room && !edges[room]?.includes(other))
    PLANTED[`room-plan:${room}`] = [`cloud/src/${room}/visitor.ts`, `cloud/src/${closed}/index.ts`]
  }
  for (const [from, to] of Object.values(PLANTED)) {
    if (!to.startsWith('node:') && !to.includes('nowhere')) await write(to, 'export const here = 1\n')
    await write(from, importOf(from, to))
  }
  await write('shared/src/ring-back.ts', importOf('shared/src/ring-back.ts', 'shared/src/ring.ts'))
  await write('shared/src/typed.ts', "import type { B } from './typed-back.ts'\nexport type A = B\n")
  await write('shared/src/typed-back.ts', "import type { A } from './typed.ts'\nexport type B = A\n")
  await write('landing/src/page.ts', 'export const here = 1\n')
  for (const [file, [source]] of Object.entries(LOCKS)) await write(file, `export const here = ${source}\n`)
  for (const [file, source] of Object.entries(NO_LOCKS)) await write(file, `${source}\n`)
  await write(
    'cloud/migrations/0001.sql',
    'create function take_all(p uuid) returns void language plpgsql as $$ begin perform from t for update; end $$;',
  )
  found = await cruise(root, PLANNED)
  locks = (await findLocks(root)).violations
})

afterAll(() => rm(root, { recursive: true, force: true }))

it('plants a violation for every rule of the plan', () => {
  expect(Object.keys(PLANTED).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort())
})

it('catches each planted violation by its rule', () => {
  // A ring is reported once, from whichever end.
  const missed = Object.entries(PLANTED).filter(
    ([rule, [from]]) =>
      !found.violations.some((one) => one.rule === rule && [one.from, one.to].includes(from)),
  )
  expect(missed).toEqual([])
})

it('catches each lock that is taken without its key, and no other text', () => {
  const planted = Object.entries(LOCKS).map(([from, [, to]]) => ({ rule: 'locks-are-alone', from, to }))
  expect(locks.toSorted((a, b) => a.from.localeCompare(b.from))).toEqual(
    planted.toSorted((a, b) => a.from.localeCompare(b.from)),
  )
})

it('knows the functions of the house that lock', async () => {
  expect(await lockingFunctions(ROOT)).toContain('take_thread')
})

it('reads every file there is', async () => {
  expect(found.analysed.filter((file) => file !== './nowhere.ts').sort()).toEqual(
    (await sourcesOf(root, PLANNED)).sort(),
  )
})

it('catches a ring of types alone', () => {
  const rings = found.violations.filter(({ rule }) => rule === 'no-circular').map(({ from }) => from)
  expect(rings.some((from) => from.includes('typed'))).toBe(true)
})

it('finds an edge that nobody uses, and no other', () => {
  expect(found.entered.answer).toEqual(expect.arrayContaining(['knowledge']))
  expect(unusedEdges({ answer: ['knowledge', 'cellar'] }, found.entered)).toEqual(['answer → cellar'])
})
