import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Boundaries, cruise, PLANNED } from './boundaries.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))
const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[]
}

/** rule → the import that breaks it. */
const PLANTED: Record<string, [from: string, to: string]> = {
  'no-circular': ['shared/src/ring.ts', 'shared/src/ring-back.ts'],
  'every-import-resolves': ['shared/src/lost.ts', 'shared/src/nowhere.ts'],
  'shared-stands-alone': ['shared/src/proud.ts', 'cloud/src/clock.ts'],
  'contracts-are-the-only-bridge': ['desktop/src/engine/shortcut.ts', 'cloud/src/clock.ts'],
  'stand-ins-are-strangers': ['infra/sandbox/src/spy.ts', 'cloud/src/clock.ts'],
  'database-server-knows-nobody': ['infra/postgres/curious.ts', 'shared/src/ids.ts'],
  'ground-floor-looks-down': ['cloud/src/platform/climber.ts', 'cloud/src/house.ts'],
  'front-door': ['cloud/src/answer/burglar.ts', 'cloud/src/knowledge/search.ts'],
  'rooms-never-hold-the-house': ['cloud/src/billing/atlas.ts', 'cloud/src/worker.ts'],
  'adapters-meet-in-the-house': ['cloud/src/models/eager.ts', 'cloud/src/models/adapters/openai.ts'],
  'doors-are-not-corridors': ['cloud/src/answer/passage.ts', 'cloud/src/answer/compose.task.ts'],
  'repos-own-the-sql': ['cloud/src/billing/typist.ts', 'cloud/src/platform/database.ts'],
  'renderer-is-a-web-page': ['desktop/src/renderer/reach.ts', 'desktop/src/main/window.ts'],
  'renderer-no-node': ['desktop/src/renderer/disk.ts', 'node:fs'],
  'engine-runs-anywhere': ['desktop/src/engine/painter.ts', 'desktop/src/renderer/view.ts'],
  'one-bridge': ['desktop/src/renderer/second.ts', 'desktop/src/ipc/channels.ts'],
  'preload-is-thin': ['desktop/src/preload/thick.ts', 'desktop/src/main/window.ts'],
  'main-never-draws': ['desktop/src/main/artist.ts', 'desktop/src/renderer/view.ts'],
}

let root: string
let found: Boundaries

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
  await write('landing/src/page.ts', 'export const here = 1\n')
  found = await cruise(root, PLANNED)
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

it('counts what it read', () => {
  expect(found.analysed).toBeGreaterThan(Object.keys(PLANTED).length)
})
