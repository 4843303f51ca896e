import { useUi } from '../ui/ui-store.ts'

/** Switches the composer of this conversation between reply and note, and puts the keyboard there. */
export function toggleNote(conversationId: string): void {
  useUi.setState(({ noting }) => ({ noting: noting === conversationId ? null : conversationId }))
  // Two frames: one for the field to be drawn anew, one for it to take the focus.
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('composer')?.focus()))
}

/** Presses one of the composer's tools. */
export function pressTool(id: 'tool-attach' | 'tool-voice' | 'tool-quick'): void {
  document.getElementById(id)?.click()
}
