import { setTimeout as pause } from 'node:timers/promises'
import type { WholeHouse } from '../house/start-house.ts'
import { type Balance, openBooks } from '../people/books.ts'
import { createPhone, until } from '../people/phone.ts'
import { tellStories } from '../people/stories.ts'
import { type Random, seededRandom } from '../random.ts'

export type ChaosOptions = {
  messages: number
  customers: number
  seed: number
  /** Messages a second while writing. */
  perSecond: number
  /** A process of the cloud is killed about this often. */
  killEveryMs: number
  /** The database is restarted about this often; never when left out. */
  restartDatabaseEveryMs?: number
  /** Every second of those restarts is a crash; only for a database that keeps what it committed. */
  crashDatabase?: boolean
  /** How long everything may take to settle after the last message. */
  settleWithinMs: number
  say?: (line: string) => void
}

export type ChaosResult = Balance & {
  kills: number
  databaseRestarts: number
  /** Those of the restarts that were crashes. */
  databaseCrashes: number
  /** Processes that ended without being killed. */
  crashes: number
  /** Numbers missing from the event log of the company; none may be. */
  gaps: number
  settledMs: number
  /** Messages that no webhook delivered and the hourly count against WhatsApp's own list took in. */
  healed: number
}

/** The count leaves out what is younger than a minute and a half: a webhook may still be on its way. */
const COUNTED_AFTER_MS = 95_000

const WORDS = [
  'que horas a matriz abre no domingo?',
  'qual o preço do pão francês?',
  'oi',
  'quanto custa a broa de fubá?',
  'vocês aceitam cheque?',
  'obrigada!',
  'tem vaga de estacionamento na matriz?',
  'vocês fazem entrega na lua?',
  'e no sábado',
  'qual a taxa de entrega para o Jardim Aurora?',
]

/**
 * Customers write while processes are killed, the database restarts and WhatsApp fails, repeats, reorders and swallows
 * answers; then the faults end, everything must settle by itself, and every message and reply is counted.
 */
export async function runChaos(house: WholeHouse, options: ChaosOptions): Promise<ChaosResult> {
  const random = seededRandom(options.seed)
  const phone = createPhone(house.sandboxUrl)
  const books = openBooks(house.databaseUrl)
  await phone.faults({
    seed: options.seed,
    evolution: {
      failRate: 0.03,
      timeoutAfterAcceptRate: 0.01,
      duplicateWebhooks: 0.2,
      reorderWebhooks: 0.2,
    },
  })
  let writing = true
  const counts = { kills: 0, databaseRestarts: 0, databaseCrashes: 0 }
  const around = (ms: number) => pause(ms * (0.5 + random.next()))

  async function killing(): Promise<void> {
    while (writing) {
      await around(options.killEveryMs)
      if (!writing) return
      const victim = random.pick(house.services)
      await victim.kill()
      counts.kills += 1
      options.say?.(`killed ${victim.url}`)
      await startAgain(victim)
    }
  }
  async function restarting(everyMs: number): Promise<void> {
    while (writing) {
      await around(everyMs)
      if (!writing) return
      const crashes = options.crashDatabase === true && counts.databaseRestarts % 2 === 0
      await (crashes ? house.crashDatabase() : house.stopDatabase())
      await house.startDatabase()
      counts.databaseRestarts += 1
      if (crashes) counts.databaseCrashes += 1
      options.say?.(crashes ? 'crashed the database' : 'restarted the database')
    }
  }

  const troubles = [
    killing(),
    ...(options.restartDatabaseEveryMs ? [restarting(options.restartDatabaseEveryMs)] : []),
  ]
  try {
    await write(phone, random, options)
  } finally {
    writing = false
    await Promise.all(troubles)
    await phone.noFaults()
  }
  const written = performance.now()
  let counted = Number.NEGATIVE_INFINITY
  /** What Evolution gave up delivering is for the hourly count; the run ends with it, whatever minute it is. */
  async function atRest(): Promise<boolean> {
    if (await books.settled(options.messages)) return true
    const now = performance.now()
    if (now - written > COUNTED_AFTER_MS && now - counted > 20_000) {
      counted = now
      await books.query(`select enqueue('count', '{}', now(), null, 3)`)
      options.say?.('counted against WhatsApp’s own list')
    }
    return false
  }
  await until('everything to settle', atRest, options.settleWithinMs).catch(async (error: Error) => {
    // What did not settle is counted below; here is where it stands.
    options.say?.(error.message)
    for (const line of await books.unsettled()) options.say?.(JSON.stringify(line))
  })
  const settledMs = performance.now() - written
  const balance = await books.balance(await phone.ledger())
  for (const line of await tellStories(balance, books, phone)) options.say?.(line)
  const [ledger] = await books.query<{ healed: number }>(
    'select coalesce(sum(healed), 0)::integer as healed from instance_ledger',
  )
  const [log] = await books.query<{ gaps: number }>(
    `select coalesce(sum(c.last_seq - (select count(*) from event_log e where e.tenant_id = c.tenant_id)), 0)::integer as gaps
     from tenant_counter c`,
  )
  await books.close()
  const crashes = house.services.reduce((sum, service) => sum + service.crashes(), 0)
  return { ...balance, ...counts, crashes, gaps: log!.gaps, settledMs, healed: ledger!.healed }
}

/**
 * Each customer's messages in different seconds of WhatsApp's clock, so that their order is known. It is the true clock
 * as far as the writing keeps up, so that the count against WhatsApp's list sees them.
 */
async function write(
  phone: ReturnType<typeof createPhone>,
  random: Random,
  { messages, customers, perSecond }: ChaosOptions,
): Promise<void> {
  if (customers < perSecond) throw new Error('too few customers: each may write once a second')
  const begin = Math.floor(Date.now() / 1000)
  const start = performance.now()
  const wroteIn = new Map<string, number>()
  for (let i = 0; i < messages; i++) {
    const ahead = start + (i / perSecond) * 1000 - performance.now()
    if (ahead > 0) await pause(ahead)
    const second = Math.floor(i / perSecond)
    let customer: string
    do customer = `551197${String(2_000_000 + random.below(customers))}`
    while (wroteIn.get(customer) === second)
    wroteIn.set(customer, second)
    await phone.write(customer, random.pick(WORDS), { timestamp: begin + second })
  }
}

/** As a supervisor does: a process that found no database is started again. */
async function startAgain(service: WholeHouse['services'][number]): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await service.start()
    } catch (error) {
      if (tries >= 10) throw error
      await pause(500)
    }
  }
}
