import { createServer } from 'node:net'

/** True when nothing listens on this TCP port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  return (await whyNotFree(port, '127.0.0.1')) === undefined
}

/** The system's reason why this port cannot be listened on (`EADDRINUSE`, `EACCES`, ...); undefined when it can. */
export async function whyNotFree(port: number, host: string): Promise<string | undefined> {
  return (await listenOnce(port, host)).refusal
}

/** A TCP port of 127.0.0.1 that was free a moment ago; the caller must cope with losing the race for it. */
export async function freePort(): Promise<number> {
  const { port, refusal } = await listenOnce(0, '127.0.0.1')
  if (refusal) throw new Error(`No free TCP port on 127.0.0.1 (${refusal})`)
  return port
}

function listenOnce(port: number, host: string): Promise<{ port: number; refusal?: string }> {
  return new Promise((settle) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      settle({ port, refusal: error.code ?? error.message }),
    )
    probe.listen({ port, host, exclusive: true }, () => {
      const address = probe.address()
      const got = typeof address === 'object' && address ? address.port : port
      probe.close(() => settle({ port: got }))
    })
  })
}
