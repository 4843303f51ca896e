import { flushSync } from 'react-dom'
import { useUi } from '../ui/ui-store.ts'

/** Switches the composer of this conversation between reply and note, and puts the keyboard there. */
export function toggleNote(conversationId: string): void {
  // Drawn at once: whoever types on must not meet the desk's plain keys in between.
  flushSync(() =>
    useUi.setState(({ noting }) => ({ noting: noting === conversationId ? null : conversationId })),
  )
  document.getElementById('composer')?.focus()
}

/** Presses one of the buttons around the composer; one that is not there has nothing to do. */
export function pressTool(id: 'tool-attach' | 'tool-voice' | 'follow-same' | 'follow-propose'): void {
  document.getElementById(id)?.click()
}
