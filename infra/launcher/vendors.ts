import { join } from 'node:path'
import { type LauncherEnvironment, reachable } from './environment.ts'
import type { Secrets } from './secrets.ts'

/** The environments of the two services, and which outside parts the sandbox plays. */
export interface ServiceEnvironments {
  cloud: Record<string, string>
  sandbox: Record<string, string>
  /** Names of what the sandbox stands in for; empty when every vendor is real. */
  played: string[]
}

/**
 * Gives every vendor that is left unset the sandbox's address and key; one that is set is used for real.
 * @param smtpPort a free port of 127.0.0.1 for the sandbox's mail server
 */
export function serviceEnvironments(
  environment: LauncherEnvironment,
  secrets: Secrets,
  databaseUrl: string,
  smtpPort: number,
): ServiceEnvironments {
  const { given, port, host, sandboxPort, dataDir, publicUrl } = environment
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  const cloud: Record<string, string> = {
    ...given,
    PORT: String(port),
    HOST: host,
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: publicUrl,
    JWT_SECRET: given.JWT_SECRET ?? secrets.jwtSecret,
  }
  const played: string[] = []
  const play = (vendor: string, setting: string, values: Record<string, string>) => {
    if (given[setting]) return
    played.push(vendor)
    Object.assign(cloud, values)
  }
  play('WhatsApp', 'EVOLUTION_API_URL', {
    EVOLUTION_API_URL: `${sandboxUrl}/evolution`,
    EVOLUTION_API_KEY: secrets.evolutionApiKey,
    // The sandbox runs on this machine, whatever address the public knows.
    // Only here the demo company is seeded.
    DEMO_TENANT: given.DEMO_TENANT ?? 'padaria',
    WEBHOOK_URL: given.WEBHOOK_URL ?? `http://${reachable(host)}:${port}`,
  })
  // A base address alone means another compatible server, which may need no key.
  if (!given.OPENAI_BASE_URL) {
    play('OpenAI', 'OPENAI_API_KEY', {
      OPENAI_BASE_URL: `${sandboxUrl}/openai/v1`,
      OPENAI_API_KEY: 'sandbox',
    })
  }
  play('Stripe', 'STRIPE_SECRET_KEY', {
    STRIPE_API_URL: `${sandboxUrl}/stripe`,
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
  })
  play('mail', 'SMTP_URL', { SMTP_URL: `smtp://127.0.0.1:${smtpPort}` })
  // So that the cloud can refuse a public address while nobody real stands behind it.
  if (played.length > 0) cloud.SANDBOX_PLAYS = played.join(', ')
  const sandbox = {
    ...given,
    HOST: '127.0.0.1',
    SANDBOX_PORT: String(sandboxPort),
    SMTP_PORT: String(smtpPort),
    // Numbers stay paired, and subscriptions paid, over a restart.
    SANDBOX_STATE: join(dataDir, 'sandbox.state'),
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: `http://${reachable(host)}:${port}`,
    EVOLUTION_API_KEY: secrets.evolutionApiKey,
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_WEBHOOK_SECRET: secrets.stripeWebhookSecret,
  }
  return { cloud, sandbox, played }
}
