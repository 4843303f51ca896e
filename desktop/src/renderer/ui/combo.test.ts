import { describe, expect, it } from 'vitest'
import { comboOf, type Press, writes } from './combo.ts'

function press(key: string, held: string[] = []): Press {
  return {
    key,
    ctrlKey: held.includes('ctrl'),
    metaKey: held.includes('meta'),
    altKey: held.includes('alt'),
    shiftKey: held.includes('shift'),
    getModifierState: (name) => name === 'AltGraph' && held.includes('altgr'),
  }
}

describe('a press', () => {
  it.each([
    ['Ctrl+K', press('k', ['ctrl'])],
    ['Ctrl+K', press('k', ['meta'])],
    ['Ctrl+K', press('K', ['ctrl'])],
    ['Ctrl+Shift+A', press('A', ['ctrl', 'shift'])],
    ['Ctrl+Shift+A', press('a', ['ctrl', 'shift'])],
    ['Ctrl+/', press('/', ['ctrl'])],
    // On many keyboards the slash stands over another key.
    ['Ctrl+/', press('/', ['ctrl', 'shift'])],
    ['Alt+ArrowDown', press('ArrowDown', ['alt'])],
    ['Shift+Enter', press('Enter', ['shift'])],
    ['F1', press('F1')],
    ['Escape', press('Escape')],
  ])('is named %s', (name, given) => {
    expect(comboOf(given)).toBe(name)
  })

  it.each([
    ['a letter', press('a')],
    ['a capital', press('A', ['shift'])],
    ['AltGr on Windows', press('/', ['ctrl', 'alt', 'altgr'])],
    ['AltGr where it is told as Ctrl and Alt alone', press('?', ['ctrl', 'alt'])],
    ['AltGr on Linux', press('°', ['altgr'])],
    ['Option on a Mac', press('å', ['alt'])],
    ['Alt with a letter, which menus want', press('a', ['alt'])],
    ['an accent waiting for its letter', press('Dead')],
    ['an input method', press('Process')],
  ])('is no command but writes: %s', (_name, given) => {
    expect(['Dead', 'Process', null]).toContain(comboOf(given))
    expect(writes(given)).toBe(true)
  })

  it('pastes by its combination only', () => {
    expect(writes(press('v', ['ctrl']))).toBe(true)
    expect(writes(press('c', ['ctrl']))).toBe(false)
    expect(writes(press('Tab'))).toBe(false)
  })
})
