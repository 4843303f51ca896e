import { Socket } from 'node:net'

/**
 * A socket for `pg` that stays corked until the end of the event loop's turn: all statements written in one turn leave in
 * one system call and wake the database once, where `pg` alone corks around each statement.
 */
export class CorkingSocket extends Socket {
  override uncork(): void {
    process.nextTick(() => super.uncork())
  }
}
