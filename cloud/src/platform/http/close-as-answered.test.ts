import { Agent, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fastify from 'fastify'
import { expect, it } from 'vitest'
import { closeAsAnswered } from './close-as-answered.ts'

/** A server that is asked to close while it answers a client that keeps its connection. */
async function closeWhileAnswering(prepare: (app: ReturnType<typeof fastify>) => void) {
  // Longer than any test may take: only the reply can end the connection.
  const app = fastify({ keepAliveTimeout: 600_000 })
  prepare(app)
  const { promise: asked, resolve: arrive } = Promise.withResolvers<void>()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  app.get('/', async () => {
    arrive()
    await released
    return 'answered'
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const agent = new Agent({ keepAlive: true })
  const { port } = app.server.address() as AddressInfo
  const body = new Promise<string>((settle, failed) => {
    get({ port, host: '127.0.0.1', agent }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.once('end', () => settle(text)).once('error', failed)
    }).once('error', failed)
  })
  await asked
  const closed = app.close()
  // The reply must come after the server stopped listening and looked for idle connections.
  while (app.server.listening) await nextTurn()
  release()
  return { app, agent, body: await body, closed }
}

it('closes as soon as the last reply is out, though the client would keep its connection', async () => {
  const { agent, body, closed } = await closeWhileAnswering(closeAsAnswered)
  expect(body).toBe('answered')
  await closed
  agent.destroy()
})

it('would wait for the idle time otherwise, which is what this is for', async () => {
  const { app, agent, body, closed } = await closeWhileAnswering(() => undefined)
  expect(body).toBe('answered')
  const open = await new Promise<number>((settle) => app.server.getConnections((_, count) => settle(count)))
  expect(open).toBe(1)
  app.server.closeAllConnections()
  await closed
  agent.destroy()
})
