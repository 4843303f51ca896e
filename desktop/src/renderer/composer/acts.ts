import { flushSync } from 'react-dom'
import { focusReply } from '../ui/caret.ts'
import { press } from '../ui/handles.ts'
import { useUi } from '../ui/ui-store.ts'

/** Switches the composer of this conversation between reply and note, and puts the caret there. */
export function toggleNote(conversationId: string): void {
  if (useUi.getState().noting === conversationId) {
    focusReply()
    return
  }
  // Drawn at once: what is typed next must not go to the reply.
  flushSync(() => useUi.setState({ noting: conversationId }))
  press('note')
}
