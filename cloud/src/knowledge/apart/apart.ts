import { FairLine } from './fair-line.ts'
import type { Task, Tasks } from './tasks.ts'
import { type Limits, Thread } from './thread.ts'

/** Tasks at once; the rest waits in line. */
const AT_ONCE = 2
/** A spare thread is let go when nobody needed it for so long. Milliseconds. */
const SPARE_MS = 60_000

const line = new FairLine(AT_ONCE)
let spare: Thread | null = null
let letGo: NodeJS.Timeout | undefined

/** Kinds of file that no reader of another house takes apart, so that nothing of them stays behind in the thread. */
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
  return line.run(tenantId, async () => {
    const thread = takeThread()
    try {
      const made = (await thread.perform({ name, given } as Task, limits)) as Tasks[N]['made']
      keep(thread, name === 'chunk' || PLAIN.has((made as { kind?: unknown }).kind))
      return made
    } catch (refused) {
      keep(thread, false)
      throw refused
    }
  })
}

/** Tasks of a tenant that wait for their turn. */
export function waitingFor(tenantId: string): number {
  return line.waitingFor(tenantId)
}

function takeThread(): Thread {
  const taken = spare && !spare.isOver ? spare : new Thread()
  spare = null
  clearTimeout(letGo)
  return taken
}

/** Starting a thread takes half a second of a core, so one that only read text is kept for the next. */
function keep(thread: Thread, isClean: boolean): void {
  if (!isClean || spare || thread.isOver) return void thread.end()
  spare = thread
  letGo = setTimeout(() => {
    void spare?.end()
    spare = null
  }, SPARE_MS).unref()
}
