import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { freePort } from '../../postgres/free-port.ts'

export type RunningRedis = { url: string; kill(): Promise<void>; start(): Promise<void> }

/** A real Redis of this machine that keeps nothing; rejects where there is no `redis-server`. */
export async function startRedis(): Promise<RunningRedis> {
  const port = await freePort()
  let server: ChildProcess
  async function start(): Promise<void> {
    server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', ''], {
      stdio: 'ignore',
    })
    await once(server, 'spawn')
    for (let tries = 0; tries < 100 && !(await listens(port)); tries++)
      await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    async kill() {
      if (server.exitCode !== null || server.signalCode !== null) return
      const gone = once(server, 'exit')
      server.kill('SIGKILL')
      await gone
    },
  }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
