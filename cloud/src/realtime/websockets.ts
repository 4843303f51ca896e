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
     * Those that have said farewell may take `ms` to hear the answer. One that reads nothing never hears it, and `ws`
     * waits half a minute for that: it is cut.
     */
    async endWithin(ms: number): Promise<void> {
      if (open.size === 0) return
      await new Promise<void>((resolve) => {
        const cut = setTimeout(() => {
          for (const connection of open) connection.destroy()
        }, ms)
        for (const connection of open) {
          connection.once('close', () => {
            if (open.size > 0) return
            clearTimeout(cut)
            resolve()
          })
        }
      })
    },
  }
}
