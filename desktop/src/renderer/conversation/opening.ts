import { flushSync } from 'react-dom'
import { bridge } from '../bridge.ts'
import { useConsole } from '../store.ts'
import { useUi } from '../ui/ui-store.ts'

/**
 * The conversation on the screen, or null. What was just clicked counts at once: the engine may be in another process,
 * and what is typed until it answers must not go to the customer before.
 */
export function openId(): string | null {
  return useUi.getState().opening ?? useConsole.getState().thread?.conversationId ?? null
}

/** The same for a component. */
export function useOpenId(): string | null {
  const opening = useUi((ui) => ui.opening)
  const open = useConsole((state) => state.thread?.conversationId ?? null)
  return opening ?? open
}

/** Shows a conversation at once and resolves when the engine has opened it. */
export async function show(id: string | null): Promise<void> {
  flushSync(() =>
    useUi.setState({
      ...{ receiptId: null, noting: null, jumpTo: null, opening: id },
      ...(id ? { cursor: id } : {}),
    }),
  )
  // The history shows its own failure; anything else shows through the connection bar.
  await bridge().console.open(id)
  settled(id)
}

function settled(id: string | null): void {
  if (id && useUi.getState().opening === id) useUi.setState({ opening: null })
}

/** From here on the engine's word counts, so that what it opens by itself is shown. */
useConsole.subscribe(({ thread }) => settled(thread?.conversationId ?? null))
