import child from 'node:child_process'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

// Runs before each file of the projects `static` and `unit`: such a test talks to nobody outside its own process.
// One that reaches a database or starts a process fails here by name, whatever its imports looked like.

const ADVICE =
  'give it what it needs by a parameter, or let it import infra/testing/database or infra/testing/house'
/** Files of a project share one process: what is wrapped stays wrapped. */
const DONE = Symbol.for('plantao.alone')
const world = globalThis as { [DONE]?: true }
if (!world[DONE]) {
  world[DONE] = true
  forbidCompany()
}

function forbidCompany(): void {
  const ports = new Set<number>()

  const { listen } = net.Server.prototype
  net.Server.prototype.listen = function listening(this: net.Server, ...words: unknown[]): net.Server {
    this.once('listening', () => {
      const address = this.address()
      if (address && typeof address === 'object') ports.add(address.port)
    })
    return (listen as (...all: unknown[]) => net.Server).apply(this, words)
  } as typeof listen

  const { connect } = net.Socket.prototype
  net.Socket.prototype.connect = function connecting(this: net.Socket, ...words: unknown[]): net.Socket {
    const port = portOf(words)
    if (port !== undefined && !ports.has(port)) {
      throw new Error(`a unit test connected to port ${port}, which no server of its own has: ${ADVICE}`)
    }
    return (connect as (...all: unknown[]) => net.Socket).apply(this, words)
  } as typeof connect

  for (const name of [
    'spawn',
    'spawnSync',
    'exec',
    'execSync',
    'execFile',
    'execFileSync',
    'fork',
  ] as const) {
    child[name] = ((program: unknown) => {
      throw new Error(`a unit test started the process ${String(program)}: ${ADVICE}`)
    }) as never
  }
  syncBuiltinESMExports()
}

/** The port of a call of `connect`, in any of its forms; undefined for a path. */
function portOf([first]: unknown[]): number | undefined {
  // Node's own callers hand over the arguments as they have normalised them, in one array.
  const value = Array.isArray(first) ? (first[0] as unknown) : first
  const port = typeof value === 'object' && value !== null ? (value as { port?: unknown }).port : value
  const number = typeof port === 'string' && port !== '' ? Number(port) : port
  return typeof number === 'number' && Number.isInteger(number) ? number : undefined
}
