import { type Connection, cut } from './connection.ts'

type Packet = { data?: unknown }

/** Packets that wait for one connection. The engine shows them to its listeners only; its type hides them. */
export function waitingFor(connection: Connection): readonly Packet[] {
  return (connection as unknown as { writeBuffer: readonly Packet[] }).writeBuffer
}

/** What may wait in memory for one console that takes its news slower than they come. */
export type Backlog = { packets: number; bytes: number }
/** A busy company makes some 20 packets a second of 150 bytes: most of a minute, and 1 MB at the worst. */
export const MOST_WAITING: Backlog = { packets: 1_000, bytes: 1_000_000 }

/** Whether what waits, with the packet that comes, is more than a connection may hold. Pure. */
export function isTooSlow(waiting: readonly Packet[], coming: unknown, most: Backlog): boolean {
  if (waiting.length === 0) return false
  if (waiting.length >= most.packets) return true
  let bytes = lengthOf(coming)
  for (const { data } of waiting) bytes += lengthOf(data)
  return bytes > most.bytes
}

/**
 * Cuts a console that does not read, before what waits for it grows without end: a heartbeat alone does not tell, for a
 * client may answer it and read nothing. The console comes back with its cursor and catches up at its own pace.
 */
export function cutWhenSlow(connection: Connection, most: Backlog, onCut: () => void): void {
  connection.on('packetCreate', (packet: Packet) => {
    if (connection.readyState !== 'open' || !isTooSlow(waitingFor(connection), packet.data, most)) return
    onCut()
    // The network's own buffers go with the connection.
    cut(connection)
  })
}

/** Resolves when nothing waits behind what is on the wire already, or when the connection has ended. */
export function hasRoom(connection: Connection): Promise<void> {
  if (waitingFor(connection).length === 0 || connection.readyState !== 'open') return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      connection.off('drain', done)
      connection.off('close', done)
      resolve()
    }
    connection.on('drain', done)
    connection.on('close', done)
  })
}

function lengthOf(data: unknown): number {
  return typeof data === 'string' || Buffer.isBuffer(data) ? data.length : 0
}
