import { FairQueue } from './fair-queue.ts'
import type { Task, Tasks } from './tasks.ts'
import { type Limits, Thread } from './thread.ts'

/** Tasks at once; the rest is queued. */
const AT_ONCE = 2
/** A spare thread is let go when nobody needed it for so long. Milliseconds. */
const SPARE_MS = 60_000

const queue = new FairQueue(AT_ONCE)
const spare: { thread: Thread; letGo: NodeJS.Timeout }[] = []

/** Kinds of file that no reader of another company takes apart, so that nothing of them stays behind in the thread. */
const PLAIN = new Set<unknown>(['txt', 'md'])

/**
 * Does a tenant's task in a thread that is ended when it takes too long or grows too much, so that what strangers wrote
 * neither stops the event loop nor the process; fair among tenants. Throws `Unreadable`.
 */
export function apart<N extends keyof Tasks>(
  tenantId: string,
  name: N,
  given: Tasks[N]['given'],
  limits?: Limits,
): Promise<Tasks[N]['made']> {
  return queue.run(tenantId, async () => {
    const thread = takeThread()
    try {
      const made = (await thread.perform({ name, given } as Task, limits)) as Tasks[N]['made']
      keep(thread, name !== 'read' || PLAIN.has((made as { kind?: unknown }).kind))
      return made
    } catch (refused) {
      keep(thread, false)
      throw refused
    }
  })
}

/** Tasks of a tenant that wait for their turn. */
export function waitingFor(tenantId: string): number {
  return queue.waitingFor(tenantId)
}

function takeThread(): Thread {
  for (let kept = spare.pop(); kept; kept = spare.pop()) {
    clearTimeout(kept.letGo)
    if (!kept.thread.isOver) return kept.thread
  }
  return new Thread()
}

/** Starting a thread takes half a second of a core, so one that only read text is kept for the next task. */
function keep(thread: Thread, isClean: boolean): void {
  if (!isClean || thread.isOver) return void thread.end()
  const letGo = setTimeout(() => {
    spare.splice(spare.indexOf(kept), 1)
    void thread.end()
  }, SPARE_MS).unref()
  const kept = { thread, letGo }
  spare.push(kept)
}
