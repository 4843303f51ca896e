import type { ConsoleApi, Numbered } from '../ipc/console-api.ts'
import { applyChange, type Console, type ConsoleState } from './bridge.ts'

type Change = Parameters<Parameters<Console['onChange']>[0]>[0]

/**
 * The engine in another process, as if it were here. A snapshot and the changes around it may overtake each other on
 * the way; their numbers put them in order, so that none is lost and none applied twice.
 */
export function consoleBehind(api: ConsoleApi['console']): Console {
  const early: Numbered<Change>[] = []
  let shown: number | null = null

  async function snapshot(): Promise<ConsoleState> {
    const { number, value } = await api.snapshot()
    let state = value
    shown = number
    for (const change of early.splice(0)) {
      if (change.number <= shown) continue
      state = applyChange(state, change.value)
      shown = change.number
    }
    return state
  }

  return {
    ...api,
    snapshot,
    onChange: (listener) =>
      api.onChange((change) => {
        if (shown === null) early.push(change)
        if (shown === null || change.number <= shown) return
        shown = change.number
        listener(change.value)
      }),
    // Looking and ending are the application's: it knows its window better than the page does.
    look: async () => {},
    stop: async () => {},
    settle: async () => {},
  }
}
