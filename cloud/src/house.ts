import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { buyerCookie, cameFrom, createAccounts, keysFrom } from './accounts/index.ts'
import { botMay, createDecider } from './answer/index.ts'
import { stripePayments } from './billing/adapters/stripe.payments.ts'
import { attendantsLimit, createBilling } from './billing/index.ts'
import { createDispatcher, createTyping, type Target, typingShown } from './conversations/index.ts'
import { ChromaVectorStore } from './knowledge/adapters/chroma.vector-store.ts'
import { ExactVectorStore } from './knowledge/adapters/exact.vector-store.ts'
import {
  createPublisher,
  createSearch,
  createVectorLoader,
  IndexCache,
  type SearchableIndex,
} from './knowledge/index.ts'
import { createProposals } from './learning/index.ts'
import { createLimits } from './limits.ts'
import { smtpMailer } from './mail/adapters/smtp.mailer.ts'
import { mailTo } from './mail/index.ts'
import { bindMails } from './mails.ts'
import { diskMediaStore } from './media/adapters/disk.media-store.ts'
import { s3MediaStore } from './media/adapters/s3.media-store.ts'
import { fileToSend } from './media/index.ts'
import { openAiModels } from './models/adapters/openai.models.ts'
import { measured, pricesOf } from './models/index.ts'
import { awaitDatabase } from './platform/await-database.ts'
import { watchBackups } from './platform/backup-metrics.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import { type Database, openDatabase } from './platform/database.ts'
import type { Environment } from './platform/environment.ts'
import { createReadiness } from './platform/health.ts'
import { createLogger, type LogDestination } from './platform/logging.ts'
import { createMetrics } from './platform/metrics.ts'
import { migrate } from './platform/migrate.ts'
import { takeProcessNumber } from './platform/process-number.ts'
import { type Queue, startQueue } from './platform/queue.ts'
import { watchQueue } from './platform/queue-metrics.ts'
import { roleUrl } from './platform/roles.ts'
import { createWakeUp } from './platform/wake-up.ts'
import { type Realtime, startRealtime } from './realtime/index.ts'
import { bindRoutes } from './routes.ts'
import { keepingPromises, startTimetable, watchPromises } from './schedules/index.ts'
import { buildWeb } from './web.ts'
import { evolutionGateway } from './whatsapp/adapters/evolution.gateway.ts'
import { createReadMarks, createTombstones, webhookRoute } from './whatsapp/index.ts'
import { bindTasks, queuesOf } from './worker.ts'

/** The built console, and the built site with the dashboard, beside the sources. */
const CONSOLE = fileURLToPath(new URL('../../desktop/dist/renderer/', import.meta.url))
const SITE = fileURLToPath(new URL('../../landing/dist/', import.meta.url))
/**
 * Whoever asks Redis has something to fall back on: while it is away a command fails at once and is never queued,
 * and one that hangs is given up. Milliseconds.
 */
const REDIS = { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 1_000 }
/** Knowledge indexes kept in memory; the least used goes first. A tenant's takes about 1 MB. */
const INDEXES_KEPT = 500

/**
 * The composition root, and the only file that knows every adapter; `routes`, `worker`, `mails` and `limits` beside it know the rooms. Logs to standard output unless told; goes by
 * the machine's clock unless given one that can be turned.
 */
export async function buildHouse(env: Environment, logTo?: LogDestination, clock: Clock = systemClock) {
  const log = createLogger({ level: env.logLevel }, logTo)
  const metrics = createMetrics()
  let fatal: (error: Error) => void = () => undefined

  await awaitDatabase(() => migrate(env.databaseUrl), { log })
  const appUrl = roleUrl(env.databaseUrl, 'plantao_app')
  const db = openDatabase({
    url: appUrl,
    clock,
    onPoolError: (error) => log.warn({ err: error }, 'database'),
  })
  const number = await takeProcessNumber(appUrl, (error) => fatal(error))
  const redis = env.redisUrl ? new Redis(env.redisUrl, REDIS) : undefined
  redis?.on('error', (error) => log.warn({ err: error }, 'redis'))

  const isWeb = env.services.has('web')
  const wakeUp = await createWakeUp({
    db,
    ...(isWeb ? { listenUrl: appUrl } : {}),
    onError: (error) => log.warn({ err: error }, 'wake-up'),
  })

  const mailer = smtpMailer(env.mail)
  const models = measured(openAiModels({ ...env.openAi, prices: pricesOf(env, log) }), metrics, log)
  const gateway = evolutionGateway({ ...env.evolution, clock })
  const vectors = vectorStore(env, db)
  const files = env.s3 ? s3MediaStore(env.s3) : diskMediaStore(join(env.dataDir, 'media'))
  const reads = createReadMarks(gateway)
  const tombstones = createTombstones(env.erasureSecret)
  const typing = typingShown({ db, gateway })
  const noTyping = (error: unknown) => log.debug({ err: error }, 'typing')
  const onRead = (target: Target, waIds: string[]) => reads.add({ ...target, waIds })
  const cache = new IndexCache<SearchableIndex>(INDEXES_KEPT)
  const search = createSearch({ db, models, vectors, cache })
  const publisher = createPublisher({ db, models, vectors })
  const proposals = createProposals({ db, publisher, search })
  const ceilingUsdMicro = env.modelCeilingUsd * 1e6
  const decider = createDecider({ db, search, models, clock, ceilingUsdMicro })

  const { attempts, counts } = createLimits({ redis, clock, metrics, log })
  const accounts = createAccounts({
    db,
    clock,
    secret: env.jwtSecret,
    attempts,
    attendantsLimit,
    onFamilyRevoked: (familyId) => realtime?.endFamily(familyId),
  })
  const buyers = buyerCookie(keysFrom(env.jwtSecret).buyer, env.publicUrl)
  const billing = createBilling({
    buyers,
    db,
    payments: stripePayments({ ...env.stripe, clock }),
    clock,
    metrics,
    publicUrl: env.publicUrl,
    trialDays: env.stripe.trialDays,
    key: keysFrom(env.jwtSecret).trial,
    writeTo: mailTo(mailer, env.publicUrl),
    log,
  })
  const webhooks = metrics.counter('webhook_total', 'Webhook deliveries', ['outcome'])
  const sends = metrics.counter('send_total', 'Sends by what was learnt', ['outcome'])
  const failures = metrics.counter('job_failures_total', 'Failed runs of jobs', ['task'])
  watchQueue(metrics, db, clock.now)
  watchPromises(metrics, db, clock.now)
  if (env.backupDir) watchBackups(metrics, env.backupDir)
  const readiness = createReadiness({
    postgres: () => db.lookup('select 1'),
    evolution: () => gateway.health(),
    vectors: () => vectors.health(),
    files: () => files.health(),
    ...(redis ? { redis: () => redis.ping() } : {}),
  })
  const web = buildWeb({
    routes: bindRoutes({
      env,
      db,
      clock,
      accounts,
      buyers,
      billing,
      publisher,
      search,
      proposals,
      decider,
      gateway,
      files,
      tombstones,
      onRead,
      onTakenOver: (...told) => void typing.hide(...told).catch(noTyping),
    }),
    authenticate: accounts.authenticate,
    memberOf: accounts.memberOf,
    cameFrom: cameFrom(accounts),
    raw: [webhookRoute({ db, clock, onOutcome: (outcome) => webhooks.inc({ outcome }) }), billing.webhook],
    ready: readiness,
    metrics,
    log,
    publicUrl: env.publicUrl,
    trustProxy: env.trustedProxies,
    pages: {
      console: CONSOLE,
      site: SITE,
      publicUrl: env.publicUrl,
      demo: env.demoTenant !== undefined,
    },
    updates: join(env.dataDir, 'updates'),
    counts,
  })
  const realtime: Realtime | null = isWeb
    ? startRealtime({
        server: web.server,
        db,
        clock,
        accounts,
        wakeUp,
        metrics,
        log,
        trustProxy: env.trustedProxies,
        onTyping: createTyping({ show: typing.show }),
        ...(redis ? { redis } : {}),
      })
    : null

  const dispatcher = createDispatcher({
    db,
    gateway,
    process: number.value,
    tombstones,
    inGracePeriod: number.inGracePeriod,
    fileToSend: fileToSend({ db, store: files }),
    botMay,
    paceMs: env.paceMs,
    now: clock.now,
    onSettled: (outcome) => {
      sends.inc({ outcome })
      log.info({ outcome }, 'send')
    },
  })
  const tasks = bindTasks({
    db,
    lateAfterMs: env.lateAfterMs,
    clock,
    log,
    metrics,
    tombstones,
    models,
    ceilingUsdMicro,
    gateway,
    vectors,
    files,
    publisher,
    proposals,
    decider,
    dispatcher,
    process: number.value,
    showTyping: (...told) => void typing.show(...told).catch(noTyping),
    onTaken: onRead,
    roomTasks: {
      ...bindMails({ db, mailer, clock, metrics, log, site: env.publicUrl }),
      ...billing.tasks,
    },
  })

  let queue: Queue | null = null
  let stopTimetable: () => void = () => undefined
  return {
    log,
    web,
    db,
    publisher,
    gateway,
    tasks,
    onFatal: (handler: (error: Error) => void) => {
      fatal = handler
    },
    async start(): Promise<void> {
      if (env.services.has('worker')) {
        queue = await startQueue({
          url: roleUrl(env.databaseUrl, 'plantao_queue'),
          process: number.value(),
          inGracePeriod: number.inGracePeriod,
          queues: queuesOf(keepingPromises(tasks, db, clock.now)),
          runInline: db.runInline,
          onFailure: (task, error, attempt) => {
            failures.inc({ task })
            log.error({ task, attempt, err: error }, 'job failed')
          },
          onRescued: (pools) => log.warn({ pools: pools.length }, 'jobs of dead processes freed'),
        })
      }
      if (env.services.has('scheduler')) {
        stopTimetable = startTimetable({
          db,
          now: clock.now,
          onError: (error) => log.error({ err: error }, 'timetable'),
        })
      }
      await web.listen({ port: env.port, host: env.host })
    },
    /** In order: nothing new comes in, what is under way ends, then the connections go. */
    async stop(): Promise<void> {
      stopTimetable()
      await realtime?.close()
      await Promise.all([web.close(), queue?.stop()])
      await reads.flush()
      await wakeUp.close()
      await number.close()
      await db.close()
      mailer.close()
      await gateway.close()
      redis?.disconnect()
    },
  }
}

export type House = Awaited<ReturnType<typeof buildHouse>>

/** Chroma where there is one; else exact cosine over the vectors that PostgreSQL keeps in any case. */
function vectorStore(env: Environment, db: Database) {
  if (env.chromaUrl) return new ChromaVectorStore({ url: env.chromaUrl })
  return new ExactVectorStore(createVectorLoader(db))
}
