import { useState } from 'react'
import { bridge, type DesktopState } from '../bridge.ts'
import { useText } from '../text/use-text.ts'
import { Check, Choices, Group } from './fields.tsx'
import { changeDesktop, useDesktop } from './machine.ts'
import { UpdateLine } from './update-line.tsx'

function Diagnostics() {
  const { settings: text } = useText()
  const [outcome, setOutcome] = useState<'saved' | 'cancelled' | 'failed' | null>(null)
  return (
    <Group legend={text.diagnostics}>
      <p className="muted">{text.diagnosticsLead}</p>
      <div className="quiet-now">
        <button
          type="button"
          className="button"
          onClick={async () => {
            setOutcome(null)
            const answer = bridge().shell.desktop?.exportDiagnostics()
            setOutcome((await answer?.catch(() => 'failed' as const)) ?? null)
          }}
        >
          {text.exportDiagnostics}
        </button>
        <p role="status" className={outcome === 'failed' ? 'failed' : 'muted'}>
          {outcome && text.exported[outcome]}
        </p>
      </div>
    </Group>
  )
}

function Version({ desktop }: { desktop: DesktopState }) {
  const { settings: text } = useText()
  const { version, update, settings } = desktop
  return (
    <>
      <Group legend={text.version(version)}>
        <UpdateLine update={update} />
      </Group>
      {update.phase !== 'unsupported' && (
        <Choices
          name="channel"
          legend={text.channel}
          value={settings.channel}
          choices={(['latest', 'beta'] as const).map((value) => ({ value, words: text.channels[value] }))}
          onChoose={(channel) => void changeDesktop({ channel })}
        />
      )}
    </>
  )
}

/** What only the installed application has: start, tray, updates and diagnostics. */
export function ComputerPart() {
  const { settings: text } = useText()
  const desktop = useDesktop()
  if (!desktop) return null
  const { settings, can } = desktop
  return (
    <>
      <Group legend={text.start}>
        {can.autostart && (
          <Check checked={settings.autostart} onCheck={(on) => void changeDesktop({ autostart: on })}>
            {text.autostart}
          </Check>
        )}
        <Check checked={settings.stayInTray} onCheck={(on) => void changeDesktop({ stayInTray: on })}>
          {text.stayInTray}
        </Check>
      </Group>
      <Version desktop={desktop} />
      <Diagnostics />
    </>
  )
}
