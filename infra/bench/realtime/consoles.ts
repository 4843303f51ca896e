import { PROTOCOL } from '../../../shared/src/realtime/protocol.ts'

// Consoles of a benchmark, in a process of their own so that their work is not the server's: bare web sockets that say
// what Socket.IO wants to hear and note when an event came.

/** One token for each sign-in; their consoles are shared out among them. */
export type Ask = { url: string; tokens: string[]; count: number }
/** Ready, or when each console heard of one event: milliseconds of the machine's own clock. */
export type Told = { opened: number } | { arrivals: number[] }

/** The clock that all processes of a machine share, in milliseconds. */
export const sharedNow = (): number => Number(process.hrtime.bigint()) / 1e6

const OPENED_AT_ONCE = 50
let consoles = 0
let arrivals: number[] = []

process.on('message', ({ url, tokens, count }: Ask) => {
  void openUpTo(count, url, tokens).then(() => tell({ opened: consoles }))
})

async function openUpTo(count: number, url: string, tokens: string[]): Promise<void> {
  while (consoles < count) {
    const some = Math.min(OPENED_AT_ONCE, count - consoles)
    const next = (_: unknown, at: number) => open(url, tokens[(consoles + at) % tokens.length]!)
    await Promise.all(Array.from({ length: some }, next))
    consoles += some
  }
}

function open(url: string, token: string): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  return new Promise((resolve, reject) => {
    socket.addEventListener('error', () => reject(new Error('a console could not connect')))
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      if (data.startsWith('0')) socket.send(`40${JSON.stringify({ token, protocol: PROTOCOL })}`)
      else if (data === '2') socket.send('3')
      else if (data.startsWith('44')) reject(new Error(`refused: ${data}`))
      else if (data.startsWith('42["hello"')) resolve()
      else if (data.startsWith('42["events"')) heard()
    })
  })
}

function heard(): void {
  arrivals.push(sharedNow())
  if (arrivals.length < consoles) return
  tell({ arrivals })
  arrivals = []
}

function tell(told: Told): void {
  process.send?.(told)
}
