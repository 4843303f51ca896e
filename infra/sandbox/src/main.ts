import { buildSandbox } from './app.ts'
import { readEnvironment } from './environment.ts'

const environment = readEnvironment()
const late = environment.SANDBOX_STRIPE_DELAY_MS
const url = `http://127.0.0.1:${environment.SANDBOX_PORT}`
const app = buildSandbox({
  evolutionApiKey: environment.EVOLUTION_API_KEY,
  url,
  cloudUrl: environment.PUBLIC_URL ?? `http://127.0.0.1:${environment.PORT}`,
  stripeSecretKey: environment.STRIPE_SECRET_KEY,
  stripeWebhookSecret: environment.STRIPE_WEBHOOK_SECRET,
  smtpPort: environment.SMTP_PORT,
  stateFile: environment.SANDBOX_STATE,
  times: { retryBaseMs: environment.SANDBOX_RETRY_BASE_MS },
  faults: {
    seed: environment.SANDBOX_SEED,
    ...(late ? { stripe: { delayMs: late, reorderEvents: 1 } } : {}),
  },
})

let stopping = false
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  await app.close()
  process.exit(0)
}
process.on('SIGTERM', stop)
process.on('SIGINT', stop)
// Whoever started us over IPC is gone: nobody is left to stop us.
process.on('disconnect', stop)

await app.listen({ host: environment.HOST, port: environment.SANDBOX_PORT })
console.log(`sandbox listening on ${url}`)
if (late) console.log(`Stripe's events come ${late.join(' to ')} ms late, seed ${environment.SANDBOX_SEED}`)
