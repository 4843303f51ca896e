import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** True when nothing listens on this TCP port of 127.0.0.1. */
export async function isFree(port: number): Promise<boolean> {
  return (await whyNotFree(port, '127.0.0.1')) === undefined
}

/** The system's reason why this port cannot be listened on (`EADDRINUSE`, `EACCES`, ...); undefined when it can. */
export function whyNotFree(port: number, host: string): Promise<string | undefined> {
  return new Promise((settle) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => settle(error.code ?? error.message))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => settle(undefined)))
  })
}

/**
 * Below what Linux (32768), macOS and Windows (49152) give to outgoing connections: a server that restarts on its port
 * does not find a stranger's connection there.
 */
const [FIRST, LAST] = [20_000, 31_999]
const given = new Set<number>()

/** A TCP port of 127.0.0.1 that was free a moment ago; the caller must cope with losing the race for it. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 1000; tries++) {
    const port = randomInt(FIRST, LAST + 1)
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
  throw new Error(`No free TCP port on 127.0.0.1 between ${FIRST} and ${LAST}`)
}
