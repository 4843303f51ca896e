import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What WhatsApp and the models do in this benchmark: answer at once, in the vendors' shapes. */
export type InstantVendors = {
  url: string
  /** Called when a reply arrives at Evolution: the digits of its number. */
  onSend: (listener: (number: string) => void) => void
  close(): void
}

/** One fixed unit vector does for measuring the road. */
const vectorOf = (width: number): string =>
  Buffer.from(Float32Array.from({ length: width }, (_, i) => (i === 0 ? 1 : 0)).buffer).toString('base64')

/** Starts the instant vendors on a free port of this machine. Vectors are as wide as the sandbox's unless told. */
export async function instantVendors(width = 384): Promise<InstantVendors> {
  const vector = vectorOf(width)
  let listener: (number: string) => void = () => undefined
  let sends = 0
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const given = answer(request.url ?? '', body)
      send(response, given.status, given.body)
    })
  })

  function answer(path: string, body: Record<string, unknown>): { status: number; body: unknown } {
    if (path.includes('/message/sendText/')) {
      const number = String(body.number)
      listener(number.replace(/\D/g, ''))
      return { status: 201, body: accepted(number, body.text, ++sends) }
    }
    if (path.endsWith('/embeddings')) return { status: 200, body: embeddings(body.input, vector) }
    if (path.endsWith('/chat/completions')) return { status: 200, body: completion(body) }
    if (path.includes('/instance/connectionState/')) {
      return { status: 200, body: { instance: { instanceName: 'bench', state: 'open' } } }
    }
    return { status: 200, body: [] }
  }

  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    onSend: (to) => {
      listener = to
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

function accepted(number: string, text: unknown, count: number): unknown {
  return {
    key: { remoteJid: number, fromMe: true, id: `3EB0BENCH${count}` },
    status: 'PENDING',
    message: { conversation: text },
    messageType: 'conversation',
    messageTimestamp: Math.floor(Date.now() / 1000),
  }
}

function embeddings(input: unknown, embedding: string): unknown {
  const inputs = Array.isArray(input) ? input : [input]
  const data = inputs.map((_, index) => ({ object: 'embedding', index, embedding }))
  return { object: 'list', data, model: 'instant', usage: { prompt_tokens: 1, total_tokens: 1 } }
}

/** Quotes the first line of the first chunk, like a model told to cite; asked to judge, it is sure. */
function completion(body: Record<string, unknown>): unknown {
  const messages = body.messages as { role: string; content: string }[]
  const document = JSON.parse(messages.at(-1)!.content) as {
    task: string
    chunks: { id: string; text: string }[]
  }
  const chunk = document.chunks[0]!
  const content = JSON.stringify(
    document.task === 'judge'
      ? { answers: true, probability: 0.95 }
      : {
          decision: 'answer',
          reason: null,
          reply: chunk.text.split('\n')[0]!.slice(0, 200),
          citations: [chunk.id],
        },
  )
  return {
    id: 'chatcmpl-bench',
    object: 'chat.completion',
    created: 0,
    model: 'instant',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content, refusal: null } }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  }
}

async function read(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString('utf8')
  return text ? (JSON.parse(text) as Record<string, unknown>) : {}
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
