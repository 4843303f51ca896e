import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A webhook POST as it arrived. */
export interface Received {
  path: string
  headers: IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  body: any
}

/** A receiver of webhooks that lets a test wait for the event it expects. */
export interface WebhookReceiver {
  url: string
  all: Received[]
  /** Statuses for the next answers; 200 when empty. */
  answers: number[]
  /** Resolves with the first event not yet taken that fits. */
  take: (event: string, fits?: (received: Received) => boolean) => Promise<Received>
  close: () => Promise<void>
}

/** Starts a receiver on a free port of loopback. */
export async function startReceiver(): Promise<WebhookReceiver> {
  const all: Received[] = []
  const answers: number[] = []
  const taken = new Set<Received>()
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8'))
      all.push({ path: request.url ?? '', headers: request.headers, body })
      response.writeHead(answers.shift() ?? 200).end('{}')
      for (const look of [...waiting]) look()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    all,
    answers,
    take: (event, fits = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = all.find((one) => one.body.event === event && !taken.has(one) && fits(one))
          if (!found) return
          taken.add(found)
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
