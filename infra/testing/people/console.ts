import { io, type Socket } from 'socket.io-client'
import { PROTOCOL } from '../../../shared/src/realtime/protocol.ts'

/** A console on the line: every event it hears, coming back by its cursor whenever it is thrown off. */
export type ListeningConsole = {
  socket: Socket
  /** The newest event when it first came. */
  from: number
  seqs: number[]
  types: string[]
  /** Why it was thrown off, each time. */
  thrownOff: string[]
  /** How often it was let in. */
  hellos: () => number
}

/** Opens a console; resolves when it was greeted. `ca`: a certificate to be trusted. */
export async function openConsole(url: string, token: string, ca?: string): Promise<ListeningConsole> {
  const seqs: number[] = []
  const types: string[] = []
  const thrownOff: string[] = []
  let from: number | null = null
  let hellos = 0
  const socket: Socket = io(url, {
    ...(ca ? { ca } : {}),
    transports: ['websocket'],
    reconnectionDelay: 50,
    reconnectionDelayMax: 200,
    auth: (give) =>
      give({ token, protocol: PROTOCOL, ...(from === null ? {} : { cursor: seqs.at(-1) ?? from }) }),
  } as Parameters<typeof io>[1])
  socket.on('events', (events: { seq: number; type: string }[]) => {
    seqs.push(...events.map(({ seq }) => seq))
    types.push(...events.map(({ type }) => type))
  })
  socket.on('disconnect', (reason) => thrownOff.push(reason))
  socket.on('hello', () => {
    hellos += 1
  })
  const hello = await new Promise<{ seq: number }>((resolve, reject) => {
    socket.once('hello', resolve)
    socket.once('connect_error', reject)
  })
  from = hello.seq
  return { socket, from, seqs, types, thrownOff, hellos: () => hellos }
}
