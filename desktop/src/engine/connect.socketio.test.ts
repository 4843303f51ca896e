import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { afterEach, expect, it } from 'vitest'
import { socketIoConnect } from './connect.socketio.ts'
import type { LinkListener } from './ports.ts'

const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end()
})

const SILENT: LinkListener = {
  hello: () => undefined,
  events: () => undefined,
  cursorTooOld: () => undefined,
  presence: () => undefined,
  sessionEnded: () => undefined,
  refused: () => undefined,
  down: () => undefined,
}

it('polls where a network refuses sockets', async () => {
  const server = createServer()
  const io = new Server(server, { path: '/socket.io' })
  // A proxy that does not know what an upgrade is.
  server.removeAllListeners('upgrade')
  server.on('upgrade', (_request, socket) =>
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'),
  )
  io.on('connection', (socket) => socket.emit('hello', { protocol: 1, seq: 7 }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  ending.push(() => io.close())
  const { port } = server.address() as AddressInfo

  const heard = await new Promise<{ seq: number }>((hello) => {
    const connect = socketIoConnect(`http://127.0.0.1:${port}`)
    const link = connect(() => ({ token: 'x', protocol: 1 }), { ...SILENT, hello })
    ending.push(link.close)
  })
  expect(heard.seq).toBe(7)
  const [socket] = await io.fetchSockets()
  expect(io.sockets.sockets.get(socket!.id)!.conn.transport.name).toBe('polling')
})
