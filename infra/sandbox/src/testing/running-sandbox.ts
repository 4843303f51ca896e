import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { buildSandbox, type SandboxOptions } from '../app.ts'
import { startReceiver, type WebhookReceiver } from './webhook-receiver.ts'

interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  body: any
}

/** A sandbox that listens, with a receiver for its webhooks. */
export interface RunningSandbox {
  app: FastifyInstance
  url: string
  hook: WebhookReceiver
  call: (method: string, path: string, body?: unknown, apikey?: string) => Promise<Answer>
  /** Creates an instance whose webhook is the receiver, and pairs it. */
  pairedInstance: (name: string, create?: object) => Promise<void>
  stop: () => Promise<void>
}

/** The global key of sandboxes under test. */
export const testKey = 'sandbox-evolution-key'

/** Starts a sandbox on free ports that waits for nothing. */
export async function runSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const hook = await startReceiver()
  const app = buildSandbox({ ...options, times: { bootMs: 0, deliveryAckMs: 5, ...options.times } })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const call: RunningSandbox['call'] = async (method, path, body, apikey = testKey) => {
    const response = await fetch(url + path, {
      method,
      headers: { apikey, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
  }
  return {
    app,
    url,
    hook,
    call,
    pairedInstance: async (name, create = {}) => {
      const webhook = { url: hook.url, byEvents: false, base64: false, events: [] }
      await call('POST', '/evolution/instance/create', {
        instanceName: name,
        integration: 'WHATSAPP-BAILEYS',
        qrcode: true,
        webhook,
        ...create,
      })
      await call('POST', '/phone/pair', { instance: name, phone: '5511990001111' })
    },
    stop: async () => {
      await app.close()
      await hook.close()
    },
  }
}
