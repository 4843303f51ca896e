/** Runs work of the same key one after another, work of different keys side by side. */
export type KeyedQueue = <T>(key: string, run: () => Promise<T>) => Promise<T>

/** Answers that overtake each other cannot happen within a lane: a history is fetched and stored before the next. */
export function createKeyedQueue(): KeyedQueue {
  const last = new Map<string, Promise<unknown>>()
  return (key, run) => {
    const done = (last.get(key) ?? Promise.resolve()).then(run, run)
    const quiet = done.catch(() => {})
    last.set(key, quiet)
    quiet.then(() => {
      if (last.get(key) === quiet) last.delete(key)
    })
    return done
  }
}

/** Calls `run` for every item, at most `width` at a time. Rejects with the first failure after all have ended. */
export async function inParallel<T>(
  items: readonly T[],
  width: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items]
  const failures: unknown[] = []
  const worker = async () => {
    while (queue.length > 0 && failures.length === 0) {
      await run(queue.shift() as T).catch((error) => failures.push(error))
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
  if (failures.length > 0) throw failures[0]
}
