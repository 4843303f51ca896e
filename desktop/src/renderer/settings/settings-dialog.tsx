import { Bell, Monitor, Palette, PenLine, UserRound } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef } from 'react'
import { bridge } from '../bridge.ts'
import { useText } from '../text/use-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { openDialog, type SettingsPart, useUi } from '../ui/ui-store.ts'
import { AccountPart } from './account-part.tsx'
import { ComputerPart } from './computer-part.tsx'
import { LookPart } from './look-part.tsx'
import { useUnkept } from './machine.ts'
import { NoticesPart } from './notices-part.tsx'
import { openSettings } from './open.ts'
import { WritingPart } from './writing-part.tsx'
import './settings.css'

const PARTS = {
  notices: { Icon: Bell, Part: NoticesPart },
  look: { Icon: Palette, Part: LookPart },
  writing: { Icon: PenLine, Part: WritingPart },
  computer: { Icon: Monitor, Part: ComputerPart },
  account: { Icon: UserRound, Part: AccountPart },
}
const BACK = ['ArrowUp', 'ArrowLeft']
const ON = ['ArrowDown', 'ArrowRight']

/** The parts this shell has something to set in. */
function partsHere(): SettingsPart[] {
  const all = Object.keys(PARTS) as SettingsPart[]
  return all.filter((part) => part !== 'computer' || bridge().shell.desktop)
}

/** Everything a person may choose for this machine. Each choice holds at once, so there is nothing to save. */
export function SettingsDialog() {
  const text = useText().settings
  const id = useId()
  const chosen = useUi((ui) => ui.settingsPart)
  const unkept = useUnkept((state) => state.unkept)
  const parts = partsHere()
  const part = parts.includes(chosen) ? chosen : 'notices'
  const { Part } = PARTS[part]
  const tabOf = (name: SettingsPart) => `${id}-${name}`

  const tabs = useRef(new Map<SettingsPart, HTMLButtonElement>())
  // The dialog itself would put the focus on its way out.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the dialog opens.
  useEffect(() => {
    tabs.current.get(part)?.focus()
  }, [])

  function onKeyDown(event: KeyboardEvent): void {
    const at = parts.indexOf(part)
    const step = ON.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : 0
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? parts.length - 1 : at + step
    const next = parts[(to + parts.length) % parts.length]
    if (!next || next === part) return
    event.preventDefault()
    openSettings(next)
    tabs.current.get(next)?.focus()
  }

  return (
    <Dialog title={text.title} shape="settings" onClose={() => openDialog(null)}>
      <div className="settings">
        <div className="settings-tabs" role="tablist" aria-orientation="vertical" aria-label={text.title}>
          {parts.map((name) => {
            const { Icon } = PARTS[name]
            return (
              <button
                key={name}
                ref={(tab) => {
                  if (tab) tabs.current.set(name, tab)
                }}
                id={tabOf(name)}
                type="button"
                role="tab"
                className="settings-tab"
                aria-selected={name === part}
                aria-controls={`${id}-panel`}
                tabIndex={name === part ? 0 : -1}
                onClick={() => openSettings(name)}
                onKeyDown={onKeyDown}
              >
                <Icon size={17} aria-hidden="true" />
                {text.parts[name]}
              </button>
            )
          })}
        </div>
        <div
          className="settings-panel"
          id={`${id}-panel`}
          role="tabpanel"
          aria-labelledby={tabOf(part)}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the window, it must scroll by keyboard.
          tabIndex={0}
        >
          {unkept && (
            <p className="notice" role="alert">
              {text.untilQuit}
            </p>
          )}
          <Part key={part} />
        </div>
      </div>
    </Dialog>
  )
}
