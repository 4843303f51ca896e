import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'

type Options = {
  /** The network a request comes from, for counting; null for one that is not counted. */
  networkOf: (request: IncomingMessage) => string | null
  /** Connections that one network may have open. */
  mostPerNetwork: number
  /** A connection that was not proven by then is cut. Milliseconds. */
  proveMs: number
  onCut: () => void
}

/**
 * Follows the connections of a server that became websockets: nothing else counts those that never get as far as a session,
 * closing the server waits for all of them, and nothing in it ends them. Attach it before whoever answers them.
 */
export function followWebsockets(server: Server, { networkOf, mostPerNetwork, proveMs, onCut }: Options) {
  const open = new Set<Duplex>()
  const perNetwork = new Map<string, number>()
  const proven = new WeakSet<object>()
  server.on('upgrade', (request: IncomingMessage & { websocket?: object }, connection) => {
    const network = networkOf(request)
    const others = (network && perNetwork.get(network)) || 0
    if (others >= mostPerNetwork) {
      onCut()
      connection.destroy()
      return
    }
    if (network) perNetwork.set(network, others + 1)
    open.add(connection)
    const unproven = setTimeout(() => {
      // The engine puts its own websocket on the request.
      if (request.websocket && proven.has(request.websocket)) return
      onCut()
      connection.destroy()
    }, proveMs)
    connection.once('close', () => {
      clearTimeout(unproven)
      open.delete(connection)
      const left = network ? (perNetwork.get(network) ?? 1) - 1 : 0
      if (network && left > 0) perNetwork.set(network, left)
      else if (network) perNetwork.delete(network)
    })
  })
  return {
    /** Somebody we know speaks over this websocket. */
    prove: (websocket: object): void => void proven.add(websocket),
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
