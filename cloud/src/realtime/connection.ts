import type { ConsoleSocket } from './rooms.ts'

/** The connection under a console's socket. */
export type Connection = ConsoleSocket['conn']

/**
 * Ends a connection now. Not in an orderly way: `ws` would wait half a minute for the farewell of who sends none, and go on
 * taking what comes meanwhile.
 */
export function cut(connection: Connection): void {
  const { socket } = connection.transport as { socket?: { terminate?: () => void } }
  connection.close(true)
  socket?.terminate?.()
}
