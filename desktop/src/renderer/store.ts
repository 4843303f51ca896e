import { create } from 'zustand'
import { applyChange, bridge, type ConsoleState, INITIAL_STATE } from './bridge.ts'

/** The engine's state on this side of the bridge. Changed only by what the engine says. */
export const useConsole = create<ConsoleState>(() => INITIAL_STATE)

/** Starts following the engine. */
export async function followConsole(): Promise<void> {
  const { console } = bridge()
  console.onChange((change) => useConsole.setState((state) => applyChange(state, change), true))
  useConsole.setState(await console.snapshot(), true)
}

/** My member id, or an empty string while nobody is signed in. */
export const useMyId = () => useConsole((state) => state.session.me?.member.id ?? '')
