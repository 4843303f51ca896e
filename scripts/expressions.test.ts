import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

/** What is refused, and why. */
const PLANTED: Record<string, [file: string, source: string, why: RegExp]> = {
  'a run of marks before the end': ['cloud/src/marks.ts', 'export const here = /\\?+$/', /Move/],
  'two ways to read a laugh': ['cloud/src/laugh.ts', 'export const here = /^(?:ha|h|a)*$/', /exponential/],
  'a look ahead over what was read': ['shared/src/ahead.ts', 'export const here = /x\\d+(?!\\d*:)/', /Trade/],
  'two meetings with anything between': [
    'desktop/src/renderer/between.tsx',
    'export const here = <p>{/\\bpreco\\b.*\\bentrega/.test("") ? 1 : 0}</p>',
    /polynomial/,
  ],
  'put together from parts': [
    'cloud/src/parts.ts',
    "const SPACE = '\\\\s*'\nexport const here = () => new RegExp(`a${SPACE}${SPACE}$`)",
    /polynomial|Move|Trade/,
  ],
}
const UNSEEN = 'export const here = (word: string) => RegExp(word)\n'
const FINE = [
  'export const short = /^[a-z]+$/',
  'export const bounded = /\\d{4}-?\\d{4}/',
  'export const begun = /(?<![\\w.+-])[\\w.+-]+@/',
].join('\n')

let root: string

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true })
  await writeFile(join(root, file), `${text}\n`)
}

function check(): Promise<{ code: number; said: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [join(ROOT, 'scripts/check-expressions.ts'), root], (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, said: `${out}${err}` }),
    )
  })
}

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plantao-expressions-'))
  await cp(join(ROOT, 'tsconfig.base.json'), join(root, 'tsconfig.base.json'))
  await write('package.json', '{ "type": "module" }')
  await mkdir(join(root, 'node_modules'))
  await symlink(join(ROOT, 'node_modules/typescript'), join(root, 'node_modules/typescript'))
  await write('cloud/src/fine.ts', FINE)
  await write(
    'scripts/expressions/examples.ts',
    "export async function runExamples(): Promise<void> {\n  ;(await import('../../cloud/src/parts.ts')).here()\n}",
  )
  await write('scripts/expressions/exceptions.json', '[]')
})
afterAll(() => rm(root, { recursive: true, force: true }))

it('passes what reads a text once', async () => {
  await write('cloud/src/parts.ts', 'export const here = () => new RegExp("^a+$")')
  expect(await check()).toEqual({ code: 0, said: expect.stringContaining('4 regular expressions, 0 faults') })
})

it('refuses each planted expression where it stands, one that no example builds, and an exception for nothing', async () => {
  for (const [file, source] of Object.values(PLANTED)) await write(file, source)
  await write('cloud/src/unseen.ts', UNSEEN)
  const nothing = { file: 'cloud/src/fine.ts', starts: '^gone', reason: 'it was there once' }
  await write('scripts/expressions/exceptions.json', JSON.stringify([nothing]))
  const { code, said } = await check()
  expect(code).toBe(1)
  const lines = said.split('\n')
  const missed = Object.entries(PLANTED).filter(
    ([, [file, , why]]) => !lines.some((line) => line.startsWith(`${file}:`) && why.test(line)),
  )
  expect(missed).toEqual([])
  expect(said).toContain('cloud/src/unseen.ts:1 builds an expression that no example')
  expect(said).toContain('cloud/src/fine.ts has no expression any more that begins with ^gone')
  expect(said).not.toMatch(/fine\.ts:\d/)
})

it('passes a refused one that is excepted by name', async () => {
  await rm(join(root, 'cloud'), { recursive: true })
  await rm(join(root, 'shared'), { recursive: true })
  await rm(join(root, 'desktop'), { recursive: true })
  await write('cloud/src/parts.ts', 'export const here = () => new RegExp("^a+$")')
  await write('cloud/src/marks.ts', 'export const here = /\\?+$/')
  const excepted = { file: 'cloud/src/marks.ts', starts: '\\?+$', reason: 'read by nobody' }
  await write('scripts/expressions/exceptions.json', JSON.stringify([excepted]))
  expect(await check()).toMatchObject({ code: 0 })
})
