import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../launcher/environment.ts'
import { whenAnswering } from '../launcher/when-answering.ts'
import { freePort } from '../postgres/free-port.ts'
import { type TestDatabase, testDatabase } from '../testing/database/database.ts'
import { environmentOf, type LaidOut, layOut } from './lay-out.ts'
import { readDockerfile, type Stage } from './read-dockerfile.ts'

const FILE = await readFile(join(ROOT, 'infra/docker/cloud.Dockerfile'), 'utf8')
const IGNORE = await readFile(join(ROOT, '.dockerignore'), 'utf8')
const STAGES = readDockerfile(FILE)
const LAST = STAGES.at(-1)!.name

let folder: string
let database: TestDatabase
let laid: Map<string, LaidOut>
const said = new Set<string>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantao-image-'))
  database = await testDatabase()
  laid = await build('whole', STAGES)
  for (const line of said) console.log(`the image without Docker: ${line}`)
})
afterAll(async () => {
  await database?.drop()
  await rm(folder, { recursive: true, force: true })
})

/** Lays stages out, those of `known` taken from the build before. */
const build = (name: string, stages: Stage[], known?: Map<string, LaidOut>, ignore = IGNORE) =>
  layOut(
    stages,
    join(folder, name),
    { context: ROOT, ignore, installed: ROOT, say: (line) => said.add(line) },
    known,
  )

/**
 * Runs what the image runs, with a database of the test. Resolves with what is wrong with it: the process that does not
 * come up, or each of site, console, health check and operations that does not answer.
 */
async function faultsOf(image: LaidOut): Promise<string[]> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    ...environmentOf(image),
    HOST: '127.0.0.1',
    PORT: String(port),
    DATA_DIR: join(image.root, 'data'),
    DATABASE_URL: database.url,
    PUBLIC_URL: url,
    EVOLUTION_API_URL: 'http://127.0.0.1:9/',
    EVOLUTION_API_KEY: 'asked by nobody in this test',
    JWT_SECRET: 'of this test only, and long enough for that',
    SERVICES: 'web',
    LOG_LEVEL: 'silent',
    // The second program of the same files starts from what the first one compiled.
    NODE_COMPILE_CACHE: join(image.root, 'compiled'),
  }
  const cwd = join(image.root, image.folder)
  const [program = '', ...words] = image.command
  const child = spawn(program, words, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] })
  const complaints = noteOf(child)
  const ended = once(child, 'exit').then(() => `the process ended: ${complaints.text}`)
  const faults: string[] = []
  const tried = async (what: string, work: () => Promise<unknown>) =>
    void (await work().catch((error: Error) => faults.push(`${what}: ${error.message}`)))
  await tried('start', () => whenAnswering(`${url}/health`, ended, 30_000))
  if (faults.length > 0) return faults
  for (const path of ['/', '/console']) {
    const page = await fetch(`${url}${path}`)
    if (page.status !== 200) faults.push(`${path}: ${page.status}`)
  }
  await tried('health check', () => promisify(execFile)('plantao-healthy', [], { cwd, env }))
  child.kill('SIGTERM')
  await ended
  // Without a command it says which there are; to say so it must load all of them.
  await tried('operations', () =>
    promisify(execFile)('plantao', [], { cwd, env }).catch((error: { stderr?: string; message: string }) => {
      if (!error.stderr?.startsWith('plantao COMMAND')) throw error
    }),
  )
  if (complaints.text !== '') faults.push(complaints.text)
  return faults
}

function noteOf(child: ChildProcess): { text: string } {
  const note = { text: '' }
  child.stderr!.setEncoding('utf8').on('data', (text: string) => {
    note.text += text
  })
  return note
}

describe('the image of the cloud', () => {
  it('is built from its own COPY and RUN lines, and what comes out serves site, console and operations', async () => {
    expect(await faultsOf(laid.get(LAST)!)).toEqual([])
  })

  it('carries what the cloud runs with, no tools and nothing that only others would use', () => {
    const carried = (name: string) => existsSync(join(laid.get(LAST)!.root, 'plantao/node_modules', name))
    const tools = ['vitest', 'vite', 'electron', 'typescript', 'chromadb-js-bindings-linux-x64-gnu']
    expect(tools.filter(carried)).toEqual([])
    expect(['fastify', 'chromadb', 'zod', '@plantao/shared/package.json'].filter(carried)).toHaveLength(4)
  })

  it('says which of its lines were not run as they stand', () => {
    expect([...said].map((line) => line.replace(/: RUN (\S+ \S+).*/s, ': $1'))).toEqual([
      "packages are linked from this machine's node_modules, not fetched: npm ci",
      "packages are linked from this machine's node_modules, not fetched: npm ci",
      "needs the base image's system, not run: apt-get update",
      "needs the base image's system, not run: install --directory",
    ])
  })
})

describe('each COPY line is needed', () => {
  const lines = STAGES.flatMap((stage) =>
    stage.steps.filter(({ kind }) => kind === 'copy').map((step) => ({ stage: stage.name, line: step.line })),
  )
  /** Missed only when somebody asks for what they bring; they are left out together, to start one process for all. */
  const asked = lines.filter(({ line }) => /^COPY (--from=pages|infra\/docker\/bin) /.test(line))

  /** The image without some lines of one stage. Only what comes after can change, the rest is that of the whole build. */
  const withoutLines = (place: string, name: string, gone: string[]) => {
    const stages = STAGES.map((stage) =>
      stage.name === name
        ? { ...stage, steps: stage.steps.filter(({ line }) => !gone.includes(line)) }
        : stage,
    )
    return build(place, stages, new Map([...laid].filter(([other]) => other !== name && other !== LAST)))
  }

  it.each(lines.filter((one) => !asked.includes(one)))(
    'no image comes up without “$line” of stage $stage',
    async ({ stage, line }) => {
      const place = `without-${lines.findIndex((one) => one.stage === stage && one.line === line)}`
      const faults = await withoutLines(place, stage, [line]).then(
        (stages) => faultsOf(stages.get(LAST)!),
        (error: Error) => [error.message],
      )
      expect(faults.join('\n')).toMatch(/not found|ENOENT|Cannot find|failed to resolve/)
      await rm(join(folder, place), { recursive: true, force: true })
    },
  )

  it('site, console and commands are missed without their lines', async () => {
    expect(asked.map(({ line }) => line.split(' ').at(-1))).toEqual([
      'desktop/dist/renderer',
      'landing/dist',
      '/usr/local/bin',
    ])
    const stages = await withoutLines(
      'unasked',
      LAST,
      asked.map(({ line }) => line),
    )
    expect(await faultsOf(stages.get(LAST)!)).toEqual([
      '/: 503',
      '/console: 503',
      'health check: spawn plantao-healthy ENOENT',
      'operations: spawn plantao ENOENT',
    ])
  })

  it('fails where .dockerignore holds back what a line brings', async () => {
    const narrow = IGNORE.replace('!docs/pictures\n', '')
    expect(narrow).not.toBe(IGNORE)
    await expect(build('ignored', STAGES, undefined, narrow)).rejects.toThrow(
      'COPY docs/pictures docs/pictures: "/docs/pictures": not found',
    )
  })
})
