/** Throws, or answers false, when the dependency cannot serve. */
export type Check = () => Promise<unknown>

export type Readiness = {
  status: 'ready' | 'unavailable'
  dependencies: Record<string, { status: 'up' | 'down' }>
}

/** A dependency that does not say a word for this long is down. */
const TIMEOUT_MS = 2_000
/** Probes come from several watchers at once; the answer is shared among those within this time. */
const CACHE_MS = 1_000

/** The state of every dependency. Ready only when all are up; why one is down goes to the log, not to the caller. */
export function createReadiness(
  checks: Record<string, Check>,
  now: () => number = () => performance.now(),
): () => Promise<Readiness> {
  let cached: { at: number; answer: Promise<Readiness> } | null = null

  async function ask(): Promise<Readiness> {
    const names = Object.keys(checks)
    const states = await Promise.all(names.map((name) => stateOf(checks[name]!)))
    return {
      status: states.every((state) => state === 'up') ? 'ready' : 'unavailable',
      dependencies: Object.fromEntries(names.map((name, i) => [name, { status: states[i]! }])),
    }
  }

  return () => {
    if (!cached || now() - cached.at >= CACHE_MS) cached = { at: now(), answer: ask() }
    return cached.answer
  }
}

async function stateOf(check: Check): Promise<'up' | 'down'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), TIMEOUT_MS)
  })
  try {
    return (await Promise.race([check(), late])) === false ? 'down' : 'up'
  } catch {
    return 'down'
  } finally {
    clearTimeout(timer)
  }
}
