import { once } from 'node:events'
import { connect as connectTls } from 'node:tls'
import { Agent, fetch as undiciFetch } from 'undici'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Cluster, startCluster } from '../testing/house/cluster.ts'
import { type RunningChroma, startChroma } from '../testing/parts/chroma.ts'
import { isInstalled } from '../testing/parts/programs.ts'
import { openConsole } from '../testing/people/console.ts'
import { keepHouse } from '../testing/suite-log/suite-log.ts'

const missing = ['nginx', 'redis-server', 'openssl'].filter((program) => !isInstalled(program, '-v'))
if (missing.length > 0) console.warn(`SKIPPED several processes behind nginx: no ${missing.join(', ')} here`)

describe.skipIf(missing.length > 0)('several processes behind nginx', () => {
  let chroma: RunningChroma | undefined
  let house: Cluster
  let trusting: Agent

  beforeAll(async () => {
    chroma = await startChroma().catch((error: Error) => {
      console.warn(`Without Chroma, vectors are searched in PostgreSQL: ${error.message}`)
      return undefined
    })
    house = await startCluster(chroma ? { chromaUrl: chroma.url } : {})
    trusting = new Agent({ connect: { ca: house.nginx.certificate } })
  }, 120_000)
  afterAll(async () => {
    await trusting?.close()
    if (house) await keepHouse(house.dataDir, house.databaseUrl).finally(() => house.stop())
    await chroma?.stop()
  }, 60_000)

  const ask = (path: string, options: { method?: string; body?: unknown; token?: string } = {}) =>
    undiciFetch(`${house.url}${path}`, {
      dispatcher: trusting,
      method: options.method ?? (options.body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    })

  async function signIn(): Promise<string> {
    const body = { email: 'atendente@padaria.example', password: 'padaria-demo', client: 'desktop' }
    const answer = await ask('/api/v1/auth/login', { body })
    expect(answer.status).toBe(200)
    return ((await answer.json()) as { accessToken: string }).accessToken
  }

  const write = async (from: string, text: string) => {
    const answer = await fetch(`${house.sandboxUrl}/phone/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from, to: 'padaria', text }),
    })
    expect(answer.status).toBe(202)
  }
  const received = async (contact: string) => {
    const answer = await fetch(`${house.sandboxUrl}/phone/messages?contact=${contact}&instance=padaria`)
    const { messages } = (await answer.json()) as { messages: { direction: string; text: string }[] }
    return messages.filter(({ direction }) => direction === 'out').map(({ text }) => text)
  }

  it('lets nobody in without TLS, under another name, or to what is inside', async () => {
    const plain = await fetch(`${house.httpUrl}/login?x=1`, { redirect: 'manual' })
    expect([plain.status, plain.headers.get('location')]).toEqual([301, 'https://localhost/login?x=1'])
    const refused = await new Promise<boolean>((settle) => {
      const port = Number(new URL(house.url).port)
      const socket = connectTls({ host: '127.0.0.1', port, servername: 'stranger.example' })
      socket.once('secureConnect', () => settle(false)).once('error', () => settle(true))
    })
    expect(refused).toBe(true)
    expect((await ask('/metrics')).status).toBe(404)
    expect((await fetch(`${house.innerUrl}/api/v1/me`)).status).toBe(404)
    const page = await ask('/')
    expect(page.status).toBe(200)
    expect(page.headers.get('strict-transport-security')).toContain('max-age=31536000')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page.headers.get('server')).toBe('nginx')
    await page.body?.cancel()
  })

  it('refuses what is too big, at the door', async () => {
    const answer = await ask('/api/v1/auth/login', { body: { email: 'x'.repeat(1_200_000) } })
    expect(answer.status).toBe(413)
    await answer.body?.cancel()
  })

  it('refuses a stranger’s upload before any of it was sent', async () => {
    const port = Number(new URL(house.url).port)
    const ca = house.nginx.certificate
    for (const path of [
      '/api/v1/knowledge/import',
      '/api/v1/conversations/0198c0de-0000-7000-8000-000000000001/media',
    ]) {
      const socket = connectTls({ host: '127.0.0.1', port, servername: 'localhost', ca })
      await once(socket, 'secureConnect')
      const type = 'multipart/form-data; boundary=x'
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: 9000000\r\n\r\n`,
      )
      expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 401 /)
      socket.destroy()
    }
  })

  it('answers a customer, calls a person, and carries the reply to the phone once', async () => {
    const customer = '5511977770001'
    const token = await signIn()
    const news = await openConsole(house.url, token, house.nginx.certificate)
    await write(customer, 'qto fica o frete pro parque dos ipes?')
    await vi.waitFor(async () => expect(await received(customer)).toHaveLength(1), WAIT)
    expect((await received(customer))[0]).toContain('R$ 12,00')
    await write(customer, 'quantas calorias tem o pao de queijo grande?')
    const waiting = await vi.waitFor(async () => {
      const list = await ask('/api/v1/conversations?state=awaiting_human', { token })
      const { items } = (await list.json()) as { items: { id: string }[] }
      expect(items).toHaveLength(1)
      return items[0]!
    }, WAIT)
    await vi.waitFor(() => expect(news.types).toContain('handoff.opened'), WAIT)
    const path = `/api/v1/conversations/${waiting.id}/messages`
    const body = { clientId: 'proof-reply-1', text: 'Cada um tem umas 90 kcal.' }
    for (const _ of [1, 2]) expect((await ask(path, { token, body })).status).toBe(200)
    await vi.waitFor(async () => expect((await received(customer)).at(-1)).toBe(body.text), WAIT)
    expect((await received(customer)).filter((text) => text === body.text)).toHaveLength(1)
    news.socket.disconnect()
  }, 90_000)

  it('rolls one process at a time, and kills one, without losing a message or an event', async () => {
    const token = await signIn()
    const news = await openConsole(house.url, token, house.nginx.certificate)
    const customers = Array.from({ length: 80 }, (_, i) => `55119666${String(10_000 + i)}`)
    let done = false
    // Eight at a time: the next customer writes when the one before was answered, so some write at every step of the upgrade.
    const lane = async (first: number) => {
      for (let at = first; at < customers.length; at += 8) {
        await write(customers[at]!, 'qual o horário de domingo da matriz?')
        await vi.waitFor(async () => expect(await received(customers[at]!)).not.toEqual([]), PATIENCE)
      }
    }
    const traffic = Promise.all(Array.from({ length: 8 }, (_, first) => lane(first))).then(() => {
      done = true
    })
    const upgrade = (async () => {
      await house.roll('web-a')
      await house.roll('worker-a')
      await house.roll('web-b')
      await house.kill('web-a')
      await house.kill('worker-a')
    })()
    await Promise.all([traffic, upgrade])
    expect(done).toBe(true)
    await vi.waitFor(async () => {
      const open = []
      for (const customer of customers) if ((await received(customer)).length === 0) open.push(customer)
      expect(open).toEqual([])
    }, PATIENCE)
    for (const customer of customers) expect(await received(customer), customer).toHaveLength(1)
    // The console was thrown off with each web process; by its cursor it has every event, each once, in order.
    await vi.waitFor(async () => {
      const answer = await ask(`/api/v1/events?after=${news.from}&limit=1`, { token })
      const { seq } = (await answer.json()) as { seq: number }
      expect(news.seqs.at(-1)).toBe(seq)
    }, WAIT)
    expect(news.seqs).toEqual(news.seqs.map((_, i) => news.from + 1 + i))
    news.socket.disconnect()
    expect(await house.nginx.accessLog()).not.toMatch(/55119666|token=|Bearer/)
  }, 240_000)
})

const WAIT = { timeout: 30_000, interval: 200 }
/** For what a killed process had in its hands: its job is freed and done again. */
const PATIENCE = { timeout: 60_000, interval: 100 }
