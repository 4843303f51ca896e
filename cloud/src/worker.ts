import { mailOwners } from './accounts/index.ts'
import { composeTask, returnStaleTask } from './answer/index.ts'
import { readBotSettings } from './bot-settings/index.ts'
import { dispatchTask, receiveTask, sweepTask } from './conversations/index.ts'
import { tellWaitingTask } from './handoff/index.ts'
import { countDaysTask } from './insights/index.ts'
import type { JobName } from './jobs.ts'
import { forgetLearningTask, learnTask } from './learning/index.ts'
import { clearFilesOf, fetchMediaTask, mediaGarbageTask } from './media/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Logger } from './platform/logging.ts'
import type { Metrics } from './platform/metrics.ts'
import type { TaskQueue, Tasks } from './platform/queue.ts'
import { createEraseFound, eraseContactTask, eraseTenantTask, privacyExportTask } from './privacy/index.ts'
import { rehearseTask } from './rehearsal/index.ts'
import { retainTask, retentionTask } from './retention/index.ts'
import { countTask, eachInstanceTask, type TellOwner, type Tombstones, watchTask } from './whatsapp/index.ts'

type DepsOf<F extends (deps: never) => unknown> = Parameters<F>[0]
type Compose = DepsOf<typeof composeTask>
type Media = DepsOf<typeof fetchMediaTask>

/** What the house hands over; each part as the rooms' tasks ask for it. */
type Parts = Pick<Compose, 'db' | 'dispatcher' | 'process' | 'showTyping' | 'onTaken'> & {
  clock: Clock
  log: Logger
  metrics: Metrics
  tombstones: Tombstones
  models: Media['models']
  /** From this age on a message is history when it comes. Milliseconds. */
  lateAfterMs: number
  ceilingUsdMicro: number
  gateway: Media['gateway'] &
    DepsOf<typeof watchTask>['gateway'] &
    DepsOf<typeof countTask>['gateway'] &
    DepsOf<typeof eraseTenantTask>['gateway']
  vectors: DepsOf<typeof retainTask>['vectors'] & DepsOf<typeof eraseTenantTask>['vectors']
  files: Media['store'] &
    DepsOf<typeof mediaGarbageTask>['store'] & { read: DepsOf<typeof privacyExportTask>['readFile'] }
  publisher: { index: (tenantId: string, revisionId: string) => Promise<void> }
  proposals: DepsOf<typeof learnTask>
  decider: { forTurn: Compose['decide'] }
  /** Tasks that a room has tied already. */
  roomTasks: Pick<Required<Tasks>, RoomTask>
}
type RoomTask = Extract<
  JobName,
  | 'send-mail'
  | `${string}billing${string}`
  | `${string}-subscription`
  | 'repay'
  | 'end-payments'
  | 'return-held'
  | 'tell-lapsed-payment'
  | 'tell-seats'
>

/** Every task of the house, tied to its parts. */
export function bindTasks(parts: Parts): Required<Tasks> {
  const { db, clock, log, metrics, models, ceilingUsdMicro, gateway, vectors, files, dispatcher } = parts
  const { tombstones } = parts
  const eraseFound = createEraseFound(tombstones)
  const clearFiles = clearFilesOf({ db, store: files })
  const outcomes = metrics.counter('receive_total', 'Webhook events by what became of them', ['outcome'])
  const missed = metrics.counter('missed_messages_total', 'Messages that came by no webhook')
  const healed = metrics.counter(
    'healed_messages_total',
    'Messages that the count took in because no webhook had',
  )
  const erased = metrics.counter(
    'erased_messages_total',
    'Messages of erased people that WhatsApp still has, each time they were counted and left out',
  )
  const countedAt = metrics.gauge(
    'counted_timestamp_seconds',
    'When a number was last counted against WhatsApp',
  )
  const decisions = metrics.counter('decisions_total', 'What turns were decided to get, drafts included', [
    'decision',
    'reason',
  ])
  const troubles = metrics.counter('number_trouble_total', 'Troubles of numbers that owners were told of', [
    'health',
  ])

  const tellOwner: TellOwner = async (tx, { health, since }) => {
    troubles.inc({ health })
    const facts = { health, since: since.toISOString() }
    await mailOwners(tx, { key: `number_trouble:${facts.since}`, template: 'number_trouble', facts })
  }

  return {
    receive: receiveTask({
      db,
      settings: readBotSettings,
      lateAfterMs: parts.lateAfterMs,
      tombstones,
      eraseFound,
      onOutcome: (outcome) => {
        outcomes.inc({ outcome })
        log.info({ outcome }, 'receive')
      },
    }),
    compose: composeTask({
      ...parts,
      decide: async (tenantId, turn) => {
        const outcome = await parts.decider.forTurn(tenantId, turn)
        const { decision, reason } = outcome
        decisions.inc({ decision, reason: reason ?? '' })
        log.info({ decision, reason }, 'answer')
        return outcome
      },
    }),
    dispatch: dispatchTask({ db, dispatcher }),
    'index-knowledge': ({ tenantId, revisionId }) => parts.publisher.index(tenantId, revisionId),
    'fetch-media': fetchMediaTask({
      db,
      gateway,
      store: files,
      models,
      ceilingUsdMicro,
      settings: readBotSettings,
    }),
    'media-garbage': mediaGarbageTask({ db, store: files, now: clock.now }),
    watch: eachInstanceTask(db, 'watch-instance', clock.now),
    'watch-instance': watchTask({ db, gateway, tellOwner }),
    count: eachInstanceTask(db, 'count-instance', clock.now),
    'count-instance': countTask({
      db,
      gateway,
      tombstones,
      eraseFound,
      onCounted: (count) => {
        missed.inc(count.missed)
        healed.inc(count.healed)
        erased.inc(count.erased)
        countedAt.set(clock.now().getTime() / 1000)
      },
    }),
    rehearse: rehearseTask({ db, models, clock, ceilingUsdMicro }),
    learn: learnTask(parts.proposals),
    'forget-learning': forgetLearningTask({ db }),
    'count-days': countDaysTask({ db, onError: (error) => log.error({ err: error }, 'count-days') }),
    sweep: sweepTask({ db, now: clock.now }),
    'tell-waiting': tellWaitingTask({ db, now: clock.now }),
    'return-stale': returnStaleTask({ db, now: clock.now }),
    retention: retentionTask({ db, now: clock.now }),
    retain: retainTask({ db, now: clock.now, vectors }),
    'privacy-export': privacyExportTask({ db, readFile: files.read }),
    'erase-contact': eraseContactTask({ db, clearFiles }),
    'erase-tenant': eraseTenantTask({ db, vectors, gateway, clearFiles }),
    ...parts.roomTasks,
  }
}

/**
 * How the tasks are run. `receive` comes in bursts and is fetched far ahead; what waits on the outside is fetched when
 * due. Concurrency: models and WhatsApp are waited for, not computed, so many may be under way.
 */
export function queuesOf(tasks: Required<Tasks>): TaskQueue[] {
  const { receive, ...direct } = tasks
  return [
    { tasks: { receive }, concurrency: 8, batched: true },
    { tasks: direct, concurrency: 24, batched: false },
  ]
}
