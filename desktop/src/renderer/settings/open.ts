import { type SettingsPart, useUi } from '../ui/ui-store.ts'

/** Opens the settings at a part of them, or where they were left. */
export function openSettings(part?: SettingsPart): void {
  useUi.setState({ dialog: 'settings', held: null, ...(part ? { settingsPart: part } : {}) })
}
