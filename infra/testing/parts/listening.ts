import { connect } from 'node:net'

/** Resolves when somebody listens on a port of the loopback; gives up after 10 s. */
export async function listening(port: number): Promise<void> {
  const until = performance.now() + 10_000
  while (performance.now() < until) {
    const open = await new Promise<boolean>((settle) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => settle(true)).once('error', () => settle(false))
      socket.once('close', () => socket.destroy())
      socket.once('connect', () => socket.end())
    })
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`nobody listens on port ${port}`)
}
