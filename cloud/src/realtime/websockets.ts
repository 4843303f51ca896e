import type { Server } from 'node:http'
import type { Duplex } from 'node:stream'

/**
 * Follows the connections of a server that became websockets: closing the server waits for them, and nothing in it
 * ends them.
 */
export function followWebsockets(server: Server) {
  const open = new Set<Duplex>()
  server.on('upgrade', (_request, connection) => {
    open.add(connection)
    connection.once('close', () => open.delete(connection))
  })
  return {
    /**
     * Those that were told farewell may take `ms` to answer it. One that reads nothing never does, and `ws` waits half a
     * minute for that: it is cut.
     */
    cutAfter(ms: number): void {
      setTimeout(() => {
        for (const connection of open) connection.destroy()
      }, ms).unref()
    },
  }
}
