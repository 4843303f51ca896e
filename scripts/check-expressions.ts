import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Expression, findExpressions } from './expressions/find.ts'
import { nameOf } from './expressions/judge.ts'
import { judgeAll } from './expressions/judge-all.ts'
import { recordBuilt } from './expressions/record.ts'

// Refuses a regular expression whose time grows faster than the text it reads. `--write` enters what was judged into
// the list of known ones, so that nobody waits for it again; `--anew` judges all of them once more.

/** One that cannot be judged, by its file and how it begins, and why it does no harm. */
type Exception = { file: string; starts: string; reason: string }

/** Where fewer are found the search itself is broken. */
const AT_LEAST = 400

const words = process.argv.slice(2)
const own = fileURLToPath(new URL('../', import.meta.url))
const root = `${resolve(words.find((word) => !word.startsWith('--')) ?? own)}/`
const KNOWN = join(root, 'scripts/expressions/linear.json')
const KEPT = join(root, 'node_modules/.cache/plantao/linear-expressions.json')

const { literals, built } = await findExpressions(root)
const recorded = await recordBuilt(root, async () => {
  const examples = await import(pathToFileURL(join(root, 'scripts/expressions/examples.ts')).href)
  await (examples as { runExamples(): Promise<void> }).runExamples()
})
const expressions = [...new Map([...literals, ...recorded].map((one) => [nameOf(one), one])).values()]
const [known, kept] = await Promise.all([readNames(KNOWN), readNames(KEPT)])
const linear = new Set(words.includes('--anew') ? [] : [...known, ...kept])

const exceptions = JSON.parse(
  await readFile(join(root, 'scripts/expressions/exceptions.json'), 'utf8'),
) as Exception[]
const excepts = (exception: Exception, { source, at }: Expression) =>
  source.startsWith(exception.starts) && at.startsWith(`${exception.file}:`)

const refused: (Expression & { why: string })[] = []
await judgeAll(
  expressions.filter((one) => !linear.has(nameOf(one)) && !exceptions.some((other) => excepts(other, one))),
  async (one, verdict) => {
    if (!verdict.linear) return void refused.push({ ...one, why: verdict.why })
    linear.add(nameOf(one))
    // At once, so that a run that is broken off was not for nothing.
    await writeNames(KEPT, [...linear])
  },
)

const faults = [
  ...refused.map(({ at, source, flags, why }) => `${at} /${source}/${flags}: ${why}`),
  ...built
    .filter((site) => !recorded.some(({ at }) => at === site))
    .map((site) => `${site} builds an expression that no example of scripts/expressions/examples.ts makes`),
  ...exceptions
    .filter((exception) => !expressions.some((one) => excepts(exception, one)))
    .map(({ file, starts }) => `${file} has no expression any more that begins with ${starts}`),
  ...(root === `${resolve(own)}/` && expressions.length < AT_LEAST
    ? [`only ${expressions.length} expressions were found: the check itself is broken`]
    : []),
]
const still = expressions.map(nameOf).filter((name) => linear.has(name))
await writeNames(KEPT, still)
if (words.includes('--write')) await writeNames(KNOWN, still)
for (const fault of faults) console.error(fault)
console.log(
  `${expressions.length} regular expressions, ${faults.length} faults, ${still.filter((name) => !known.includes(name)).length} not in the list`,
)
process.exit(faults.length > 0 ? 1 : 0)

async function readNames(file: string): Promise<string[]> {
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as string[],
    () => [],
  )
}

async function writeNames(file: string, names: string[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify([...names].sort(), null, 2)}\n`)
}
