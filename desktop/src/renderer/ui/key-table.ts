import type { Preferences } from '../settings/preferences.ts'
import type { Catalogue } from '../text/pt-br.ts'

export type KeyName = Exclude<keyof Catalogue['keys'], 'title'>

/** Every key of the console and what it does; `?` shows this table and the keyboard obeys it. */
export const KEYS: { name: KeyName; shown: string[]; keys: string[] }[] = [
  { name: 'palette', shown: ['Ctrl', 'K'], keys: [] },
  { name: 'help', shown: ['?'], keys: ['?'] },
  { name: 'filter', shown: ['/'], keys: ['/'] },
  { name: 'down', shown: ['J', '↓'], keys: ['j', 'ArrowDown'] },
  { name: 'up', shown: ['K', '↑'], keys: ['k', 'ArrowUp'] },
  { name: 'open', shown: ['Enter'], keys: [] },
  { name: 'next', shown: ['N'], keys: ['n'] },
  { name: 'reply', shown: ['R'], keys: ['r'] },
  { name: 'claim', shown: ['A'], keys: ['a'] },
  { name: 'giveBack', shown: ['E'], keys: ['e'] },
  { name: 'close', shown: ['X'], keys: ['x'] },
  { name: 'why', shown: ['P'], keys: ['p'] },
  { name: 'contact', shown: ['C'], keys: ['c'] },
  { name: 'draft', shown: ['S'], keys: ['s'] },
  { name: 'note', shown: ['O'], keys: ['o'] },
  { name: 'quick', shown: ['Q'], keys: ['q'] },
  { name: 'attach', shown: ['U'], keys: ['u'] },
  { name: 'voice', shown: ['V'], keys: ['v'] },
  { name: 'same', shown: ['M'], keys: ['m'] },
  { name: 'propose', shown: ['B'], keys: ['b'] },
  { name: 'newest', shown: ['G'], keys: ['g'] },
  { name: 'waiting', shown: ['1'], keys: ['1'] },
  { name: 'mine', shown: ['2'], keys: ['2'] },
  { name: 'all', shown: ['3'], keys: ['3'] },
  { name: 'settings', shown: [','], keys: [','] },
  { name: 'escape', shown: ['Esc'], keys: [] },
  { name: 'send', shown: ['Enter'], keys: [] },
  { name: 'slash', shown: ['/'], keys: [] },
  { name: 'line', shown: ['Shift', 'Enter'], keys: [] },
]

/** What is pressed for it, by the key the person sends with. */
export function shownKeys({ name, shown }: (typeof KEYS)[number], sendKey: Preferences['sendKey']): string[] {
  if (sendKey === 'enter') return shown
  return { send: ['Ctrl', 'Enter'], line: ['Enter'] }[name as string] ?? shown
}

/** The action of a single key, or null. Letters count in both cases. */
export function actionOf(key: string): KeyName | null {
  const plain = key.length === 1 ? key.toLowerCase() : key
  return KEYS.find((each) => each.keys.includes(plain))?.name ?? null
}
