/** What a key press is made of; a `KeyboardEvent` has all of it. */
export type Press = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & {
  getModifierState(name: string): boolean
}

/** AltGr, which Windows tells as Ctrl with Alt: with it a key writes ("/" is AltGr+Q on some Brazilian keyboards). */
const isAltGr = (press: Press) =>
  press.getModifierState('AltGraph') || ((press.ctrlKey || press.metaKey) && press.altKey)

/**
 * A press as the table of keys names it ("Ctrl+Shift+A", "Alt+ArrowDown", "F1"), or null when it writes: a key that
 * prints is never a command by itself, nor with Shift, AltGr or the Mac's Option. ⌘ counts as Ctrl.
 */
export function comboOf(press: Press): string | null {
  if (isAltGr(press)) return null
  const control = press.ctrlKey || press.metaKey
  const prints = press.key.length === 1
  if (prints && !control) return null
  const key = prints ? press.key.toUpperCase() : press.key
  // Punctuation stands on other keys and other levels on every keyboard: there Shift is a way to reach it.
  const shift = press.shiftKey && (!prints || /^[A-Z]$/.test(key))
  return [control && 'Ctrl', press.altKey && 'Alt', shift && 'Shift', key].filter(Boolean).join('+')
}

/** Whether a press puts something into a field: a character, the accent of the next one, an input method, a paste. */
export function writes(press: Press): boolean {
  if (press.key === 'Dead' || press.key === 'Process') return true
  if (press.key.length !== 1) return false
  return isAltGr(press) || !(press.ctrlKey || press.metaKey) || comboOf(press) === 'Ctrl+V'
}
