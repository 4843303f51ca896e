import { buildHouse } from './house.ts'
import { readEnvironment } from './platform/environment.ts'
import { asError } from './platform/errors.ts'

// The process: environment → house → clean stop. What runs in it is decided by SERVICES.
const environment = (() => {
  try {
    return readEnvironment()
  } catch (error) {
    console.error(asError(error).message)
    process.exit(1)
  }
})()

const house = await buildHouse(environment).catch((error) => {
  console.error(`Plantão could not start: ${asError(error).message}`)
  process.exit(1)
})

/**
 * What is under way when a deploy comes has this long to end; what does not is freed and done by another process, as
 * after a crash. Shorter than `stop_grace_period` of docker-compose. Milliseconds.
 */
const DRAINS_WITHIN_MS = 25_000

let stopping = false
async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  setTimeout(() => {
    house.log.error({ ms: DRAINS_WITHIN_MS }, 'drain took too long')
    process.exit(1)
  }, DRAINS_WITHIN_MS).unref()
  const started = performance.now()
  await house.stop().catch((error) => house.log.error({ err: asError(error) }, 'stop'))
  house.log.info({ ms: Math.round(performance.now() - started) }, 'drained')
  process.exit(code)
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(0))
// A parent that started us over a channel and died leaves nobody to stop us.
process.on('disconnect', () => void stop(0))
house.onFatal((error) => {
  house.log.fatal({ err: error }, 'fatal')
  void stop(1)
})
process.on('unhandledRejection', (reason) => house.log.error({ err: asError(reason) }, 'unhandled rejection'))

await house.start()
if (environment.stripe.testShop) house.log.warn('STRIPE_TEST_SHOP: payments are only tried, no money moves')
house.log.info({ port: environment.port, services: [...environment.services] }, 'started')
