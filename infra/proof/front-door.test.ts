import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { Agent, fetch as undiciFetch } from 'undici'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { hasIpv6, nginxPorts, type Ports, type RunningNginx, startNginx } from '../testing/parts/nginx.ts'
import { isInstalled } from '../testing/parts/programs.ts'

const missing = ['nginx', 'openssl'].filter((program) => !isInstalled(program, '-v'))
if (missing.length > 0) console.warn(`SKIPPED the front door: no ${missing.join(', ')} here`)

if (!hasIpv6()) console.warn('SKIPPED the front door for IPv6: this machine has none')

const MB = 1024 * 1024
/** Stands for the address that a visitor comes from: on one machine all come from the loopback. */
const FROM = 'x-from'
const AROUND = `set_real_ip_from 127.0.0.1; real_ip_header ${FROM};`

describe.skipIf(missing.length > 0)('the front door', () => {
  const ending: (() => unknown)[] = []
  afterEach(async () => {
    for (const end of ending.splice(0).reverse()) await end()
  })

  /** A web process that does as told, in the product's place. */
  async function upstream(
    answer: (request: IncomingMessage, reply: ServerResponse) => void,
  ): Promise<number> {
    const server: Server = createServer(answer)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    ending.push(() => {
      server.closeAllConnections()
      server.close()
    })
    return (server.address() as AddressInfo).port
  }

  type Door = {
    ports: Ports
    nginx: RunningNginx
    ask: (path: string, from?: string, method?: string) => Promise<Answer>
  }
  type Answer = { status: number; text: string }

  async function door(webs: number[], template?: (product: string) => string): Promise<Door> {
    const ports = await nginxPorts()
    const nginx = await startNginx(ports, webs, { around: AROUND, ...(template ? { template } : {}) })
    const trusting = new Agent({ connect: { ca: nginx.certificate } })
    ending.push(nginx.stop, () => trusting.close())
    const ask = async (path: string, from = '203.0.113.1', method = 'GET') => {
      const url = `https://localhost:${ports.https}${path}`
      const answer = await undiciFetch(url, { method, headers: { [FROM]: from }, dispatcher: trusting })
      return { status: answer.status, text: await answer.text() }
    }
    return { ports, nginx, ask }
  }

  /** One request written by hand over TLS, so that its pace is ours. */
  async function line({ ports, nginx }: Door): Promise<TLSSocket> {
    const socket = connectTls({
      host: '127.0.0.1',
      port: ports.https,
      servername: 'localhost',
      ca: nginx.certificate,
    })
    socket.on('error', () => undefined)
    ending.push(() => socket.destroy())
    await once(socket, 'secureConnect')
    return socket
  }

  const without = (directive: string) => (product: string) => {
    const changed = product.replaceAll(`${directive};`, '')
    expect(changed).not.toBe(product)
    return changed
  }

  describe('a download that is read slowly', () => {
    /** Asks for 60 MB, reads 1 MB and stops; resolves with what nginx keeps on its disk once its sender waits. */
    async function keptBehind(template?: (product: string) => string): Promise<string[]> {
      let waits = false
      const chunk = Buffer.alloc(MB)
      const web = await upstream(async (_request, reply) => {
        reply.writeHead(200, { 'content-length': 60 * MB })
        for (let sent = 0; sent < 60; sent++) {
          if (reply.write(chunk)) continue
          const slow = setTimeout(() => {
            waits = true
          }, 500)
          await once(reply, 'drain')
          clearTimeout(slow)
        }
        reply.end()
        waits = true
      })
      const at = await door([web], template)
      const socket = await line(at)
      socket.write('GET /updates/plantao.AppImage HTTP/1.1\r\nHost: localhost\r\n\r\n')
      await once(socket, 'data')
      socket.pause()
      await vi.waitFor(() => expect(waits).toBe(true), { timeout: 20_000, interval: 50 })
      return at.nginx.temporaryFiles()
    }

    it('is not put on nginx’s disk: its sender waits', async () => {
      expect(await keptBehind()).toEqual([])
    })

    it('would be, if nginx were not told', async () => {
      expect(await keptBehind(without('proxy_max_temp_file_size 0'))).toHaveLength(1)
    })
  })

  describe.each([
    ['POST', '/api/v1/conversations/0198c0de-0000-7000-8000-000000000001/media'],
    ['POST', '/api/v1/knowledge/import'],
  ])('%s %s', (method, path) => {
    const length = 9 * MB
    const head = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`

    it('reaches the cloud as it comes, and nothing of it is put on nginx’s disk', async () => {
      let taken = 0
      const web = await upstream((request, reply) => {
        request.on('data', (data: Buffer) => {
          taken += data.length
        })
        request.on('end', () => reply.end('taken'))
      })
      const at = await door([web])
      const socket = await line(at)
      socket.write(head)
      socket.write(Buffer.alloc(5 * MB))
      await vi.waitFor(() => expect(taken).toBe(5 * MB), { timeout: 20_000, interval: 20 })
      expect(await at.nginx.temporaryFiles()).toEqual([])
      socket.write(Buffer.alloc(4 * MB))
      const [answer] = (await once(socket, 'data')) as [Buffer]
      expect(answer.toString()).toMatch(/^HTTP\/1.1 200 /)
      expect(taken).toBe(length)
    })

    it('of a stranger is refused before any of the file is read', async () => {
      const web = await upstream((_request, reply) => reply.writeHead(401).end())
      const refused = async (template?: (product: string) => string) => {
        const socket = await line(await door([web], template))
        socket.write(head)
        const waited = new Promise<string>((settle) => setTimeout(settle, 1_500, 'nothing'))
        return Promise.race([once(socket, 'data').then(([data]) => String(data).slice(0, 12)), waited])
      }
      expect(await refused()).toBe('HTTP/1.1 401')
      expect(await refused(without('proxy_request_buffering off'))).toBe('nothing')
    })
  })

  describe('limits', () => {
    const MINE = '2001:db8:1:2:aaaa:bbbb:cccc:dddd'
    const SAME_NETWORK = '2001:db8:1:2::1'
    const OTHERS = ['2001:db8:1:3::1', '2001:db8:0:1:2::1', '203.0.113.9', '203.0.113.10']

    async function statuses(template?: (product: string) => string): Promise<Record<string, number>> {
      const web = await upstream((_request, reply) => reply.end('{}'))
      const { ask } = await door([web], template)
      const tries = await Promise.all(Array.from({ length: 40 }, () => ask('/api/v1/auth/login', MINE)))
      expect(tries.filter(({ status }) => status === 429).length).toBeGreaterThan(10)
      const after = [MINE, SAME_NETWORK, ...OTHERS].map(async (from) => [
        from,
        (await ask('/api/v1/auth/login', from)).status,
      ])
      return Object.fromEntries(await Promise.all(after)) as Record<string, number>
    }
    const fine = Object.fromEntries(OTHERS.map((other) => [other, 200]))

    it('count an IPv6 network of 64 bits as one visitor, and everybody else apart', async () => {
      expect(await statuses()).toEqual({ [MINE]: 429, [SAME_NETWORK]: 429, ...fine })
    })

    it('would be anybody’s to pass by another address of the same network, if they counted addresses', async () => {
      const byAddress = (product: string) => product.replaceAll('zone $visitor', 'zone $binary_remote_addr')
      expect(await statuses(byAddress)).toEqual({ [MINE]: 429, [SAME_NETWORK]: 200, ...fine })
    })
  })

  it('lets a socket that polls stay with one process, and spreads the rest', async () => {
    const webs = await Promise.all(['a', 'b'].map((name) => upstream((_request, reply) => reply.end(name))))
    const { ask } = await door(webs)
    const visitors = Array.from({ length: 16 }, (_, at) => `203.0.113.${at + 1}`)
    const taken = new Set<string>()
    for (const from of visitors) {
      const polls = await Promise.all(
        Array.from({ length: 6 }, () => ask('/socket.io/?transport=polling&sid=1', from)),
      )
      const [process, ...others] = new Set(polls.map(({ text }) => text))
      expect(others).toEqual([])
      taken.add(process!)
    }
    expect([...taken].sort()).toEqual(['a', 'b'])
    const pages = await Promise.all(Array.from({ length: 8 }, () => ask('/')))
    expect([...new Set(pages.map(({ text }) => text))].sort()).toEqual(['a', 'b'])
  })

  it('writes each request once, and of no request what stands behind its question mark', async () => {
    const web = await upstream((request, reply) => {
      // Ends without an answer, as a process that dies does: that is told at the level of errors.
      if (request.url?.startsWith('/login')) request.socket.destroy()
      else reply.end('{}')
    })
    const { ask, nginx } = await door([web])
    expect((await ask('/login/reset?token=geheim')).status).toBe(502)
    const tries = Array.from({ length: 40 }, () =>
      ask('/api/v1/auth/login?phone=5511966660001', '203.0.113.3'),
    )
    expect((await Promise.all(tries)).some(({ status }) => status === 429)).toBe(true)
    expect((await ask('/api/v1/conversations?search=5511966660002')).status).toBe(200)
    const log = (await nginx.accessLog()).trim().split('\n')
    expect(log).toHaveLength(42)
    expect(log[0]).toMatch(/^203\.0\.113\.1 "GET \/login\/reset" 502 \d+ [\d.]+ 127\.0\.0\.1:\d+.* 502/)
    const written = [...log, await nginx.errorLog(), await nginx.imageLog()].join('\n')
    expect(written).not.toMatch(/geheim|5511966660/)
    expect(await nginx.imageLog()).toBe('')
  })

  it.skipIf(!hasIpv6())('is there for IPv6 as for IPv4', async () => {
    const web = await upstream((request, reply) => reply.end(String(request.headers['x-forwarded-for'])))
    const { ports, nginx } = await door([web])
    const socket = connectTls({
      host: '::1',
      port: ports.https,
      servername: 'localhost',
      ca: nginx.certificate,
    })
    ending.push(() => socket.destroy())
    await once(socket, 'secureConnect')
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/\r\n\r\n::1$/)
    const plain = connect({ host: '::1', port: ports.http })
    ending.push(() => plain.destroy())
    plain.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
    expect(String((await once(plain, 'data'))[0])).toMatch(/^HTTP\/1.1 301 /)
  })
})
