import type { Server as HttpServer, IncomingMessage } from 'node:http'
import { isNormalTarget, pathOf } from '../platform/http/request-target.ts'
import { type Connection, cut } from './connection.ts'
import type { ConsoleServer, ConsoleSocket } from './rooms.ts'
import { familyRoom, memberRoom } from './rooms.ts'
import { followWebsockets } from './websockets.ts'

export const PATH = '/socket.io/'
/** A connection that has not signed in by then is cut. Milliseconds. */
export const CONNECT_MS = 10_000

export type AdmissionLimits = {
  /** Sockets of one sign-in: the tabs of one browser. */
  perSession: number
  /** Sockets of one person: a computer, a telephone and one at home, with some tabs each. */
  perMember: number
  /** Sockets behind one address, or one /64 of IPv6: a large office. */
  perNetwork: number
  /** Those of them that have not signed in yet: that office after a power cut, all within one handshake's time. */
  waitingPerNetwork: number
  /** Packets a second over one connection. A person's hands cause some twenty; a client that sends more is cut. */
  packetsPerSecond: number
}
export const ADMISSION_LIMITS: AdmissionLimits = {
  perSession: 10,
  perMember: 30,
  perNetwork: 400,
  waitingPerNetwork: 100,
  packetsPerSecond: 100,
}

export type CutReason = 'unproven' | 'flooding' | 'crowd'

type Options = {
  server: HttpServer
  networkOf: (request: IncomingMessage) => string | null
  limits: AdmissionLimits
  connectMs: number
  onCut: (why: CutReason) => void
}

/**
 * Who comes in at all, before and beside the handshake: one spelling of the address, so many connections a network, a
 * time to sign in, and no floods. Call it before the Socket.IO server attaches itself, and `watch` right after.
 */
export function createAdmission({ server, networkOf, limits, connectMs, onCut }: Options) {
  const websockets = followWebsockets(server, {
    networkOf,
    mostPerNetwork: limits.perNetwork,
    proveMs: connectMs,
    onCut: () => onCut('unproven'),
  })
  const open = new Map<string, Set<Connection>>()
  const waiting = new Set<Connection>()

  function isCrowded(network: string): boolean {
    const connections = open.get(network)
    if (!connections) return false
    let unknown = 0
    for (const connection of connections) if (waiting.has(connection)) unknown++
    return connections.size >= limits.perNetwork || unknown >= limits.waitingPerNetwork
  }

  function admit(connection: Connection): void {
    const network = networkOf(connection.request)
    if (network) open.set(network, (open.get(network) ?? new Set()).add(connection))
    waiting.add(connection)
    const unproven = setTimeout(() => {
      if (!waiting.has(connection)) return
      onCut('unproven')
      cut(connection)
    }, connectMs)
    cutWhenFlooding(connection, limits.packetsPerSecond, () => onCut('flooding'))
    connection.once('close', () => {
      clearTimeout(unproven)
      waiting.delete(connection)
      const connections = network && open.get(network)
      if (!connections) return
      connections.delete(connection)
      if (connections.size === 0) open.delete(network)
    })
  }

  return {
    watch(io: ConsoleServer): void {
      io.engine.use((request: IncomingMessage, _answer: unknown, next: (refusal?: Error) => void) => {
        const target = request.url ?? ''
        if (!isNormalTarget(target) || pathOf(target) !== PATH) return next(new Error('odd address'))
        const network = networkOf(request)
        const isNew = !new URLSearchParams(target.slice(PATH.length + 1)).has('sid')
        if (!isNew || !network || !isCrowded(network)) return next()
        onCut('crowd')
        next(new Error('too many connections'))
      })
      io.engine.on('connection', admit)
    },
    /** Whether one more socket of that session and person is one too many. */
    isFull(io: ConsoleServer, { familyId, memberId }: { familyId: string; memberId: string }): boolean {
      const size = (room: string) => io.of('/').adapter.rooms.get(room)?.size ?? 0
      return size(familyRoom(familyId)) >= limits.perSession || size(memberRoom(memberId)) >= limits.perMember
    },
    /** They signed in: the clock no longer runs against them. */
    letIn({ conn }: ConsoleSocket): void {
      waiting.delete(conn)
      const prove = (transport: unknown) => {
        const { socket } = transport as { socket?: object }
        if (socket) websockets.prove(socket)
      }
      prove(conn.transport)
      conn.on('upgrade', prove)
    },
    cutAfter: websockets.cutAfter,
  }
}

function cutWhenFlooding(connection: Connection, most: number, onCut: () => void): void {
  let second = 0
  let heard = 0
  connection.on('packet', () => {
    const now = Math.floor(performance.now() / 1000)
    heard = now === second ? heard + 1 : 1
    second = now
    if (heard !== most + 1) return
    onCut()
    cut(connection)
  })
}
