import type { Accounts } from '../accounts/index.ts'
import type { Caller } from '../platform/http/bind.ts'
import type { ConsoleServer } from './rooms.ts'

/** Asks for every session with a socket here whether it still lives, and closes those that do not. */
export async function checkSessions(
  io: ConsoleServer,
  accounts: Pick<Accounts, 'stillLives'>,
  close: (familyId: string) => void,
): Promise<void> {
  const families = new Map<string, Caller>()
  for (const socket of io.sockets.sockets.values()) {
    families.set(socket.data.caller.familyId, socket.data.caller)
  }
  for (const [familyId, caller] of families) {
    if (!(await accounts.stillLives(caller))) close(familyId)
  }
}
