import type { z } from 'zod'
import { uuidv7 } from '../../../../cloud/src/platform/uuid.ts'
import { CONSOLE_COMMANDS, channelOf, SHELL_COMMANDS } from '../../../../desktop/src/ipc/channels.ts'
import { CONSOLE_ARGUMENTS, SHELL_ARGUMENTS } from '../../../../desktop/src/ipc/schemas.ts'
import { openDoor } from '../../../../desktop/src/main/ipc-handlers.ts'
import { createJournal } from '../../../../desktop/src/main/journal.ts'
import type { Random } from '../../../testing/random.ts'
import { sampler } from '../../../testing/walls/sample.ts'
import { hostile, mutated } from '../hostile.ts'
import { collect, type Result, type Told, tried } from '../run.ts'

type Deps = Parameters<typeof openDoor>[0]
type Handler = Parameters<Deps['ipcMain']['handle']>[1]
type CallEvent = Parameters<Handler>[0]
type Contents = NonNullable<ReturnType<Deps['page']>>
type Channel = {
  name: string
  schema: z.ZodType<unknown[]>
  sample: (dice: { next(): number; uuid(): string }) => unknown
}

const CHANNELS: Channel[] = [
  ...CONSOLE_COMMANDS.map((command) => channel(channelOf('console', command), CONSOLE_ARGUMENTS[command])),
  ...SHELL_COMMANDS.map((command) => channel(channelOf('shell', command), SHELL_ARGUMENTS[command])),
]

function channel(name: string, schema: z.ZodType<unknown[]>): Channel {
  return { name, schema, sample: tupleOf(schema) }
}

/** JSON Schema writes tuples and buffers in ways of its own, so each argument is made by itself. */
function tupleOf(schema: z.ZodType) {
  const items = (schema as unknown as { def: { items: z.ZodType[] } }).def.items.map(sampler)
  return (dice: { next(): number; uuid(): string }) => items.map((item) => item(dice))
}

/** What structured cloning lets through and JSON does not. */
const CLONED: (() => unknown)[] = [
  () => undefined,
  () => Number.NaN,
  () => Number.POSITIVE_INFINITY,
  () => 10n ** 40n,
  () => new Date(Number.NaN),
  () => new Map([['a', 1]]),
  () => new Set([1]),
  () => /(a+)+$/,
  () => new ArrayBuffer(8),
  () => new ArrayBuffer(17 * 1024 * 1024),
  () => new Uint8Array(8),
  () => new Error('x'),
  () => Object.assign(Object.create(null), { a: 1 }),
  () => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    return circle
  },
  () => JSON.parse('{"__proto__":{"isAdmin":true}}'),
  () => Array.from({ length: 100_000 }),
]

/** Every command of the page with arguments that do not fit, and from frames that are not ours. */
export async function fuzzIpc({ count, seed }: { count: number; seed: number }): Promise<Result> {
  const all = collect('ipc')
  const handlers = new Map<string, Handler>()
  const ours = pageOf('app://console/index.html')
  const door = openDoor({
    ipcMain: { handle: (name, handler) => void handlers.set(name, handler as Handler) },
    page: () => ours.contents,
    journal: createJournal(Date.now),
  })
  let ran: unknown[] | null = null
  for (const { name, schema } of CHANNELS) {
    door.handle(name, schema, (...args) => {
      ran = args
      return null
    })
  }
  const send = async (random: Random, at: number): Promise<Told> => {
    const { name, schema, sample } = CHANNELS[at % CHANNELS.length]!
    const args = argumentsOf(random, sample)
    const stranger = random.next() < 0.2
    const event = stranger ? strangerOf(random, ours) : ours.event
    ran = null
    const faults: string[] = []
    let outcome = 'taken'
    try {
      await handlers.get(name)!(event, ...args)
    } catch (error) {
      outcome = 'refused'
      // The page learns no more than that.
      if (!(error instanceof Error) || error.message !== 'refused') faults.push(`threw ${String(error)}`)
    }
    const reached = ran as unknown[] | null
    if (stranger && reached) faults.push('a stranger was let in')
    if (reached && !schema.safeParse(reached).success) faults.push('ran with what does not fit')
    if (reached && ({} as { isAdmin?: boolean }).isAdmin) faults.push('a prototype was changed')
    return {
      outcome: stranger ? `stranger ${outcome}` : outcome,
      faults,
      case: `${name} ${describe(args)}`,
    }
  }
  for (let at = 0; at < count; at++)
    all.told(at, await tried({ seed, door: 'ipc', at }, (random) => send(random, at)))
  return all.result()
}

function argumentsOf(random: Random, sample: Channel['sample']): unknown[] {
  const right = sample({ next: random.next, uuid: uuidv7 }) as unknown[]
  if (random.next() < 0.25) return right
  const odd = mutated(random, right, random.pick([1, 1, 2, 3]))
  const args = Array.isArray(odd) ? [...odd] : [odd]
  if (random.next() < 0.3) args[random.below(args.length + 1)] = random.pick(CLONED)()
  if (random.next() < 0.1) args.push(hostile(random))
  return args
}

type Page = { contents: Contents; event: CallEvent }

function pageOf(url: string): Page {
  const mainFrame = { url }
  const contents = { mainFrame, isDestroyed: () => false } as unknown as Contents
  return { contents, event: { sender: contents, senderFrame: mainFrame } as unknown as CallEvent }
}

function strangerOf(random: Random, ours: Page): CallEvent {
  const others = [
    { sender: ours.contents, senderFrame: null },
    { sender: ours.contents, senderFrame: { url: 'app://console/index.html' } },
    pageOf('app://console/index.html').event,
    pageOf('https://evil.example/').event,
    { sender: null, senderFrame: { url: 'app://console/' } },
    {},
  ]
  return random.pick(others) as unknown as CallEvent
}

function describe(args: unknown[]): string {
  try {
    return JSON.stringify(args).slice(0, 300)
  } catch {
    return '(what JSON cannot write)'
  }
}
