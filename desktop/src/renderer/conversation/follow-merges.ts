import { keptId } from '../bridge.ts'
import { moveTray } from '../composer/tray.ts'
import { useConsole } from '../store.ts'
import { useUi } from '../ui/ui-store.ts'

/**
 * A conversation was merged into another: the files picked in it are for that one, and where it was open and a note was
 * being written, the note goes on. In a field that became the reply its next words would go to the customer.
 */
export function followMerges(): () => void {
  return useConsole.subscribe(({ thread, moved }, before) => {
    for (const [from, to] of Object.entries(moved)) if (before.moved[from] !== to) moveTray(from, to)
    const [from, to] = [before.thread?.conversationId, thread?.conversationId]
    if (!from || !to || from === to || keptId(moved, from) !== to) return
    if (useUi.getState().noting === from) useUi.setState({ noting: to })
  })
}
