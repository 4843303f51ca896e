import { Socket } from 'node:net'

/**
 * A socket for `pg`, which corks around each statement: what is written in one turn of the event loop leaves in one
 * system call, so that a batch of statements wakes the database once.
 */
export class GatheringSocket extends Socket {
  override uncork(): void {
    process.nextTick(() => super.uncork())
  }
}
