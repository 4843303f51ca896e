import { bridge } from '../bridge.ts'
import { useConsole } from '../store.ts'
import { openDialog } from '../ui/ui-store.ts'

/** Signs out, and says so first when replies would be lost by it. */
export function askToLeave(): void {
  const { outbox, uploads } = useConsole.getState()
  if (outbox.length + uploads.length > 0) openDialog('leaving')
  else leaveNow()
}

export function leaveNow(): void {
  openDialog(null)
  void bridge().console.signOut()
}
