import { setTimeout as pause } from 'node:timers/promises'

const ASK_EVERY_MS = 60

/**
 * Resolves when `url` answers with a status below `below`. Throws when `over` settles first (its text says how) or time is up,
 * with the last answer received.
 */
export async function whenAnswering(
  url: string,
  over: Promise<string>,
  withinMs: number,
  below = 300,
): Promise<void> {
  let ending: string | undefined
  over.then((how) => {
    ending = how
  })
  let last = 'no answer'
  const until = performance.now() + withinMs
  while (performance.now() < until) {
    if (ending !== undefined) throw new Error(`it ended (${ending})`)
    last = await ask(url)
    if (Number.parseInt(last, 10) < below) return
    await pause(ASK_EVERY_MS)
  }
  throw new Error(`${url} is not ready after ${Math.round(withinMs / 1000)} s: ${last}`)
}

async function ask(url: string): Promise<string> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    const body = await answer.text()
    return `${answer.status} ${body.slice(0, 500)}`
  } catch (error) {
    return error instanceof Error ? String(error.cause ?? error.message) : String(error)
  }
}
