import { once } from 'node:events'
import { connect } from 'node:net'
import { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { systemClock } from '../../platform/clock.ts'
import { evolutionGateway } from './evolution.gateway.ts'

const SENDS = 12
const held = new Int32Array(new SharedArrayBuffer(4))
let worker: Worker
let port: number

beforeAll(async () => {
  worker = new Worker(new URL('./busy-server.worker.ts', import.meta.url), { workerData: held })
  const [ready] = await once(worker, 'message')
  port = (ready as { port: number }).port
})
afterAll(() => worker.terminate())

/** A request over a connection of its own, by someone who does not wait for the answer. */
async function post(path: string): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.on('error', () => undefined)
  socket.resume()
  await new Promise((written) =>
    socket.write(`POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}`, written),
  )
}

it('asks about a send behind every send that a busy server has not taken up yet', async () => {
  const gateway = evolutionGateway({ url: `http://127.0.0.1:${port}`, apiKey: 'k', clock: systemClock })
  const ask = () =>
    gateway.findSent({ instance: 'padaria', jids: ['5511999990001@s.whatsapp.net'], since: new Date() })
  // A connection that the gateway could keep.
  await ask()
  const stopped = once(worker, 'message')
  await post('/hold')
  await stopped
  for (let i = 0; i < SENDS; i++) await post(`/message/sendText/padaria?${i}`)
  const asked = ask()
  // One more behind it: when that is queued, so is the question.
  await post('/behind')
  held[0] = 1
  Atomics.notify(held, 0)
  await asked
  await gateway.close()
  const answer = await fetch(`http://127.0.0.1:${port}/seen`, { method: 'POST' })
  const { seen } = (await answer.json()) as { seen: string[] }
  const order = seen.slice(seen.indexOf('/hold'))
  const sends = order.filter((path) => path.startsWith('/message/'))
  expect(sends).toHaveLength(SENDS)
  const lastSend = order.findLastIndex((path) => path.startsWith('/message/'))
  expect(order.findIndex((path) => path.startsWith('/chat/'))).toBeGreaterThan(lastSend)
})
