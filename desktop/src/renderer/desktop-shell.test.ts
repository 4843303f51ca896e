import { expect, it } from 'vitest'
import type { ConsoleApi, DesktopState } from '../ipc/console-api.ts'
import { DEFAULT_SETTINGS, type SettingsChange } from '../ipc/settings.ts'
import { desktopShell } from './desktop-shell.ts'

const first: DesktopState = {
  ...{ version: '1', settings: DEFAULT_SETTINGS, update: { phase: 'none' }, session: 'kept' },
  can: { autostart: true, chooseSpellLanguages: true },
}

/** An application that answers a change only when told to. */
function slowApplication() {
  let tell = (_state: DesktopState) => {}
  let settings = DEFAULT_SETTINGS
  const answers: (() => void)[] = []
  const api = {
    onDesktop: (listener: typeof tell) => {
      tell = listener
      return () => {}
    },
    changeSettings: (change: SettingsChange) =>
      new Promise((resolve) =>
        answers.push(() => {
          settings = { ...settings, ...change } as typeof settings
          tell({ ...first, settings })
          resolve('kept')
        }),
      ),
  } as unknown as ConsoleApi['shell']
  const shell = desktopShell(api, { preferences: null, desktop: first, asked: null })
  return { shell, answers, tell: (state: DesktopState) => tell(state) }
}

it('shows a change at once and no older echo over it', async () => {
  const { shell, answers } = slowApplication()
  const one = shell.noticing.change({ repeatSeconds: 30 })
  const two = shell.noticing.change({ repeatSeconds: 300 })
  expect(shell.noticing.get().repeatSeconds).toBe(300)
  answers[0]?.()
  await one
  expect(shell.noticing.get().repeatSeconds).toBe(300)
  answers[1]?.()
  expect(await two).toBe('kept')
  expect(shell.noticing.get().repeatSeconds).toBe(300)
})

it('follows what the tray changes, even while its own change is on the way', async () => {
  const { shell, answers, tell } = slowApplication()
  let drawn = 0
  shell.desktop?.onState(() => drawn++)
  tell({ ...first, settings: { ...DEFAULT_SETTINGS, autostart: true } })
  expect(shell.desktop?.state().settings.autostart).toBe(true)
  const change = shell.desktop?.changeSettings({ zoom: 125 })
  tell({ ...first, version: '2', settings: { ...DEFAULT_SETTINGS, notifications: false } })
  expect(shell.desktop?.state()).toMatchObject({ version: '2', settings: { zoom: 125 } })
  answers[0]?.()
  await change
  expect(shell.desktop?.state().settings.zoom).toBe(125)
  expect(drawn).toBeGreaterThan(2)
})
