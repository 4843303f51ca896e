import { describe, expect, it } from 'vitest'
import { comboOf } from './combo.ts'
import { actionOf, combosOf, KEYS, keyOf, PLACES, partsOf } from './key-table.ts'

/** Everything a Brazilian keyboard writes by itself, with Shift or with AltGr, and what it types next to letters. */
const WRITTEN = [
  ...Array.from({ length: 0x24f - 0x20 }, (_, at) => String.fromCodePoint(0x20 + at)),
  ...['ª', 'º', '°', '€', '₢', '“', '”', '—', '…', '👍', 'Dead', 'Process'],
]
/** Ways to hold a key that still write: alone, Shift, AltGr (on Windows told as Ctrl+Alt), the Mac's Option. */
const HELD = [
  {},
  { shiftKey: true },
  { ctrlKey: true, altKey: true },
  { ctrlKey: true, altKey: true, shiftKey: true },
  { altKey: true },
  { altKey: true, shiftKey: true },
]
const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

describe('the table of keys', () => {
  it('gives every combination one meaning', () => {
    const combos = KEYS.flatMap((each) => each.combos)
    expect(new Set(combos).size).toBe(combos.length)
    expect(actionOf('Ctrl+Shift+D')).toBe('giveBack')
    expect(actionOf('Ctrl+Shift+Y')).toBeNull()
    expect(actionOf(null)).toBeNull()
  })

  it('has no action for anything that can be written', () => {
    for (const key of WRITTEN)
      for (const held of HELD)
        for (const altGr of [false, true]) {
          const press = { key, ...NONE, ...held, getModifierState: () => altGr }
          expect(actionOf(comboOf(press)), `${key} ${JSON.stringify(held)} ${altGr}`).toBeNull()
        }
  })

  it('takes nothing that browsers and systems keep, that menus open, or that edits text', () => {
    const taken = 'N T W Q Tab C V X Z Y A R P Shift+N Shift+T Shift+W Shift+Q Shift+U Shift+V Shift+Z'.split(
      ' ',
    )
    for (const { combos } of KEYS)
      for (const combo of combos) {
        expect(taken.map((key) => `Ctrl+${key}`)).not.toContain(combo)
        expect(combo).not.toMatch(/Alt\+.$|Ctrl\+Alt/)
      }
  })

  it('shows each key where it counts, as it is printed, by the key the person sends with', () => {
    expect(PLACES.map(({ place, keys }) => [place, keys.length > 0])).toEqual([
      ['anywhere', true],
      ['conversation', true],
      ['reply', true],
      ['list', true],
    ])
    const send = PLACES.flatMap(({ keys }) => keys).find(({ name }) => name === 'send')!
    expect(combosOf(send, 'enter')).toEqual(['Enter'])
    expect(combosOf(send, 'modEnter')).toEqual(['Ctrl+Enter'])
    expect(partsOf('Ctrl+Shift+A', false)).toEqual(['Ctrl', 'Shift', 'A'])
    expect(partsOf('Alt+ArrowDown', true)).toEqual(['⌥', '↓'])
    expect(keyOf('contact')).toBe('')
  })
})
