import type { Preferences } from '../settings/preferences.ts'
import type { Catalogue } from '../text/pt-br.ts'

/** What can be done by key or by the palette, in the catalogue's words. */
export type KeyName = keyof Catalogue['keys']['names']
/** Where a key means something. */
export type Place = keyof Catalogue['keys']['places']

/**
 * Every key of the console: where it counts and what it does, as `comboOf` names it. The sheet of keys shows this table
 * and the keyboard obeys it. A key that prints is not in it: whatever can be written goes to the reply. Combinations with
 * Alt and a letter are not either (AltGr, the Mac's Option, menus), nor those a browser keeps for itself (Ctrl+N, T, W).
 */
export const KEYS: { place: Place; name: KeyName; combos: string[] }[] = [
  { place: 'anywhere', name: 'palette', combos: ['Ctrl+K'] },
  { place: 'anywhere', name: 'help', combos: ['F1', 'Ctrl+/'] },
  { place: 'anywhere', name: 'undo', combos: ['F8'] },
  { place: 'anywhere', name: 'next', combos: ['Ctrl+J'] },
  { place: 'anywhere', name: 'down', combos: ['Alt+ArrowDown'] },
  { place: 'anywhere', name: 'up', combos: ['Alt+ArrowUp'] },
  { place: 'anywhere', name: 'filter', combos: ['Ctrl+Shift+F'] },
  { place: 'anywhere', name: 'settings', combos: ['Ctrl+,'] },
  { place: 'conversation', name: 'claim', combos: ['Ctrl+Shift+A'] },
  { place: 'conversation', name: 'giveBack', combos: ['Ctrl+Shift+D'] },
  { place: 'conversation', name: 'close', combos: ['Ctrl+Shift+X'] },
  { place: 'conversation', name: 'note', combos: ['Ctrl+Shift+O'] },
  { place: 'conversation', name: 'draft', combos: ['Ctrl+Shift+S'] },
  { place: 'conversation', name: 'voice', combos: ['Ctrl+Shift+G'] },
  { place: 'conversation', name: 'attach', combos: ['Ctrl+O'] },
  { place: 'conversation', name: 'why', combos: ['Ctrl+.'] },
]

/** Keys that only make sense where the focus is; those places obey them by themselves. */
const THERE: { place: Place; name: KeyName; combos: string[] }[] = [
  { place: 'reply', name: 'send', combos: ['Enter'] },
  { place: 'reply', name: 'line', combos: ['Shift+Enter'] },
  { place: 'reply', name: 'slash', combos: ['/'] },
  { place: 'reply', name: 'pages', combos: ['PageUp', 'PageDown'] },
  { place: 'reply', name: 'toList', combos: ['Escape'] },
  { place: 'list', name: 'cards', combos: ['ArrowDown', 'ArrowUp'] },
  { place: 'list', name: 'open', combos: ['Enter'] },
  { place: 'list', name: 'leave', combos: ['Escape'] },
]

/** All keys by place, in the order they are shown. */
export const PLACES = (['anywhere', 'conversation', 'reply', 'list'] as const).map((place) => ({
  place,
  keys: [...KEYS, ...THERE].filter((each) => each.place === place),
}))

const byCombo = new Map(KEYS.flatMap(({ name, combos }) => combos.map((combo) => [combo, name] as const)))

/** What a combination does, or null. */
export function actionOf(combo: string | null): KeyName | null {
  return (combo && byCombo.get(combo)) || null
}

const SHOWN: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}
const ON_A_MAC: Record<string, string> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' }
const MAC = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac')

/** The keys of a combination as they are printed on them. */
export function partsOf(combo: string, mac = MAC): string[] {
  return combo.split('+').map((part) => SHOWN[part] ?? (mac ? (ON_A_MAC[part] ?? part) : part))
}

/** The first combination of an action in one word ("Ctrl+Shift+A"); empty when it has none. */
export function keyOf(name: KeyName): string {
  const combo = KEYS.find((each) => each.name === name)?.combos[0]
  return combo ? partsOf(combo).join('+') : ''
}

/** Words with the key that does the same, for a tooltip. */
export function withKey(words: string, name: KeyName): string {
  const key = keyOf(name)
  return key ? `${words} (${key})` : words
}

/** What is pressed for it, by the key the person sends with. */
export function combosOf({ name, combos }: (typeof KEYS)[number], sendKey: Preferences['sendKey']): string[] {
  if (sendKey === 'enter') return combos
  return { send: ['Ctrl+Enter'], line: ['Enter'] }[name as string] ?? combos
}
