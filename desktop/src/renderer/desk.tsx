import { ConnectionBars } from './connection/bars.tsx'
import { Talk } from './conversation/conversation.tsx'
import { HeldDialog } from './conversation/dialogs.tsx'
import { useOpenId } from './conversation/opening.ts'
import { Queue } from './inbox/queue.tsx'
import { ProposeDialog } from './learn/propose-dialog.tsx'
import { SameSheet } from './learn/same-sheet.tsx'
import { SidePanel } from './panel/side-panel.tsx'
import { QuickRepliesDialog } from './quick-replies/quick-replies-dialog.tsx'
import { LeavingDialog } from './session/leaving-dialog.tsx'
import { SettingsDialog } from './settings/settings-dialog.tsx'
import { useConsole } from './store.ts'
import { useKeyboard } from './ui/keyboard.ts'
import { KeysDialog } from './ui/keys-dialog.tsx'
import { Palette } from './ui/palette.tsx'
import { Rail } from './ui/rail.tsx'
import { useUi } from './ui/ui-store.ts'
import { useWhyShown } from './why/shown.ts'
import './desk.css'

/** The desk itself: rail, queue, conversation and the reason the bot called. */
export function Desk() {
  useKeyboard()
  const dialog = useUi((ui) => ui.dialog)
  // One that is not known yet shows nothing of itself, so there is nothing to explain beside it.
  const openId = useOpenId()
  const open = useConsole((state) => (openId ?? '') in state.conversations)
  const why = useWhyShown() && open
  return (
    <div className="desk-frame">
      <ConnectionBars />
      <div className="desk" data-open={open} data-why={why}>
        <Rail />
        <Queue />
        <Talk />
        {why && <SidePanel />}
      </div>
      {dialog === 'palette' && <Palette />}
      {dialog === 'keys' && <KeysDialog />}
      {dialog === 'settings' && <SettingsDialog />}
      {dialog === 'leaving' && <LeavingDialog />}
      {dialog === 'held' && <HeldDialog />}
      {dialog === 'quickReplies' && <QuickRepliesDialog />}
      {dialog === 'same' && <SameSheet />}
      {dialog === 'propose' && <ProposeDialog />}
    </div>
  )
}
