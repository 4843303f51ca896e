import { connect } from 'node:net'

export type Said = {
  /** Everything the server wrote until it hung up, or until `untilMs`. */
  text: string
  closed: boolean
  ms: number
}

/**
 * Writes bytes to a port of the loopback as no client would, and listens until the server hangs up, or for `untilMs`
 * at most. `drip` is repeated every 20 ms after that.
 */
export function sayRaw(
  port: number,
  bytes: string | Buffer,
  { untilMs = 5_000, drip }: { untilMs?: number; drip?: string } = {},
): Promise<Said> {
  const begun = performance.now()
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    const dripping = drip === undefined ? undefined : setInterval(() => socket.write(drip), 20)
    const done = (closed: boolean) => {
      clearTimeout(timer)
      clearInterval(dripping)
      socket.destroy()
      resolve({ text: Buffer.concat(chunks).toString(), closed, ms: performance.now() - begun })
    }
    const timer = setTimeout(() => done(false), untilMs)
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? done(true) : reject(error),
    )
    socket.on('close', () => done(true))
    // A server that says goodbye politely waits for ours.
    socket.on('end', () => done(true))
  })
}

/** The status of each answer in what was said. */
export const statuses = ({ text }: Said): number[] =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => Number(status))
