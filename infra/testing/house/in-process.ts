import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BotSettings } from '@plantao/shared/bot-settings'
import type { Conversation, Message } from '@plantao/shared/conversations'
import { createTenant } from '../../../cloud/src/accounts/index.ts'
import { buildHouse, type House } from '../../../cloud/src/house.ts'
import type { Clock } from '../../../cloud/src/platform/clock.ts'
import { readEnvironment } from '../../../cloud/src/platform/environment.ts'
import { ensureInstance } from '../../../cloud/src/whatsapp/index.ts'
import { freePort } from '../../postgres/free-port.ts'
import { buildSandbox, type SandboxOptions } from '../../sandbox/src/app.ts'
import { LATE_STRIPE } from '../../sandbox/src/testing/late-stripe.ts'

const OWNER = { email: 'dona@jornada.example', name: 'Dona', password: 'jornada-123', mustChange: false }
const KNOWLEDGE = new URL('../../demo/padaria.txt', import.meta.url)

/** A message as the phone page shows it. */
export type OnPhone = {
  id: string
  direction: 'in' | 'out'
  author: string
  kind: string
  text: string
  status: string
  media?: { mimetype: string; fileName?: string }
}

export type TestHouse = {
  house: House
  tenantId: string
  /** The company's instance at Evolution. */
  instance: string
  cloudUrl: string
  sandboxUrl: string
  /** The owner's address of its database, and where its files lie. */
  databaseUrl: string
  dataDir: string
  /** Signs the owner in anew, for tests that turn the clock past the session's time. */
  signIn(): Promise<void>
  /** Calls the cloud as the owner, with JSON or a form. */
  api<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T; headers: Headers }>
  /** The same, for bytes. */
  bytes(
    path: string,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Buffer; headers: Headers }>
  sandbox<T = unknown>(method: string, path: string, body?: unknown): Promise<T>
  /** A customer (or, with `fromMe`, the company's own phone) does something on WhatsApp. Answers the message's id. */
  phone(from: string, message: object): Promise<string>
  onPhone(contact: string): Promise<OnPhone[]>
  conversation(contact: string): Promise<Conversation | undefined>
  messages(contact: string): Promise<Message[]>
  settings(change: Partial<BotSettings>): Promise<void>
  stop(): Promise<void>
}

/**
 * The whole house in this process: sandbox, cloud with all its services, real PostgreSQL, and the demo bakery paired and
 * connected. `databaseUrl`: one of the caller's own, for use outside of the test runner. Waits are real but short (no debounce); tests wait for what they expect by `expect.poll`.
 */
export async function startHouse(
  more: { env?: Record<string, string>; sandbox?: SandboxOptions; databaseUrl?: string; clock?: Clock } = {},
): Promise<TestHouse> {
  const { database, logTo } = more.databaseUrl
    ? { database: { url: more.databaseUrl, drop: async () => undefined }, logTo: { write: () => undefined } }
    : {
        database: await (await import('../database/database.ts')).testDatabase(),
        logTo: (await import('../suite-log/suite-log.ts')).suiteLog,
      }
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-house-'))
  const [port, sandboxPort, smtpPort] = [await freePort(), await freePort(), await freePort()]
  const publicUrl = `http://127.0.0.1:${port}`
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
  const sandbox = buildSandbox({
    url: sandboxUrl,
    cloudUrl: publicUrl,
    smtpPort,
    faults: LATE_STRIPE,
    ...more.sandbox,
    times: { bootMs: 1, deliveryAckMs: 5, ...more.sandbox?.times },
  })
  await sandbox.listen({ host: '127.0.0.1', port: sandboxPort })
  const env = readEnvironment({
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    EVOLUTION_API_URL: `${sandboxUrl}/evolution`,
    EVOLUTION_API_KEY: 'sandbox-evolution-key',
    OPENAI_BASE_URL: `${sandboxUrl}/openai/v1`,
    STRIPE_API_URL: `${sandboxUrl}/stripe`,
    STRIPE_SECRET_KEY: 'sk_test_sandbox',
    STRIPE_WEBHOOK_SECRET: 'whsec_sandbox',
    SMTP_URL: `smtp://127.0.0.1:${smtpPort}`,
    JWT_SECRET: 'only of tests, and long enough for that',
    LOG_LEVEL: 'debug',
    SERVICES: 'web,worker',
    ...more.env,
  })
  const house = await buildHouse(env, logTo, more.clock)
  await house.start()
  const { tenantId } = await createTenant(house.db, {
    name: 'Padaria Pão Quente',
    slug: 'padaria',
    owner: OWNER,
  })
  await house.publisher.publish(tenantId, await readFile(KNOWLEDGE, 'utf8'), null)

  async function call(url: string, method: string, body?: unknown, headers: Record<string, string> = {}) {
    const isForm = body instanceof FormData
    const json = body !== undefined && !isForm
    return fetch(url, {
      method,
      headers: { ...headers, ...(json ? { 'content-type': 'application/json' } : {}) },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    })
  }
  const onSandbox = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await call(`${sandboxUrl}${path}`, method, body)
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as T
  }
  const { name } = await ensureInstance(house.db, house.gateway, { tenantId, webhookUrl: env.webhookUrl })
  await onSandbox('POST', '/phone/pair', { instance: name, phone: '5511990001111' })
  await ensureInstance(house.db, house.gateway, { tenantId, webhookUrl: env.webhookUrl })

  let signedIn = { authorization: '' }

  const test: TestHouse = {
    house,
    tenantId,
    instance: name,
    cloudUrl: publicUrl,
    sandboxUrl,
    databaseUrl: database.url,
    dataDir,
    async signIn() {
      const { email, password } = OWNER
      const login = await call(`${publicUrl}/api/v1/auth/login`, 'POST', { email, password })
      const { accessToken } = (await login.json()) as { accessToken: string }
      signedIn = { authorization: `Bearer ${accessToken}` }
    },
    async api<T>(method: string, path: string, body?: unknown) {
      const response = await call(`${publicUrl}/api/v1${path}`, method, body, signedIn)
      return { status: response.status, headers: response.headers, body: (await response.json()) as T }
    },
    async bytes(path, headers = {}) {
      const response = await call(`${publicUrl}/api/v1${path}`, 'GET', undefined, { ...signedIn, ...headers })
      const body = Buffer.from(await response.arrayBuffer())
      return { status: response.status, headers: response.headers, body }
    },
    sandbox: onSandbox,
    async phone(from, message) {
      const sent = await onSandbox<{ id: string }>('POST', '/phone/messages', { from, to: name, ...message })
      return sent.id
    },
    async onPhone(contact) {
      const path = `/phone/messages?contact=${contact}&instance=${name}`
      return (await onSandbox<{ messages: OnPhone[] }>('GET', path)).messages
    },
    async conversation(contact) {
      const { body } = await test.api<{ items: Conversation[] }>('GET', '/conversations?limit=100')
      return body.items.find((one) => one.contact.phone === contact)
    },
    async messages(contact) {
      const conversation = await test.conversation(contact)
      if (!conversation) return []
      const { body } = await test.api<{ items: Message[] }>(
        'GET',
        `/conversations/${conversation.id}/messages`,
      )
      return body.items
    },
    async settings(change) {
      const { body } = await test.api<BotSettings>('GET', '/config')
      await test.api('PUT', '/config', { ...body, ...change })
    },
    async stop() {
      // First, so that no job waits for an answer that a fault holds back.
      await sandbox.close()
      await house.stop()
      await database.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
  await test.signIn()
  await test.settings({ debounce: { completeMs: 0, fragmentMs: 0, capMs: 0 } })
  return test
}
