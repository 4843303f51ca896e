import type { Page } from 'playwright-core'

/**
 * A Brazilian keyboard at a page: every character is a key press of its own, as a system reports it. (Playwright's own
 * `type` puts "ç" and "ã" straight into the field that has the focus, without any key.)
 */
export async function keyboardAt(page: Page) {
  const session = await page.context().newCDPSession(page)
  const send = (type: 'keyDown' | 'rawKeyDown' | 'keyUp', key: string, text?: string) =>
    session.send('Input.dispatchKeyEvent', {
      type,
      key,
      ...(text ? { text, unmodifiedText: text } : {}),
      ...(key === ' ' ? { code: 'Space', windowsVirtualKeyCode: 32 } : {}),
      modifiers: /^\p{Lu}$/u.test(key) ? 8 : 0,
    })
  const press = async (key: string) => {
    await send('keyDown', key, key)
    await send('keyUp', key)
  }
  return {
    press,
    /** Whole words; `between` happens after each press. */
    type: async (words: string, between: () => Promise<void> | void = () => {}) => {
      for (const key of words) {
        await press(key)
        await between()
      }
    },
    /** An accent and its letter, as Windows and Linux report them: two presses, the second writes "ã". */
    dead: async (letter: string) => {
      await send('rawKeyDown', 'Dead')
      await send('keyUp', 'Dead')
      await press(letter)
    },
    /** The same as a Mac, or an input method, reports it: a composition in the field, then its end. */
    composed: async (accent: string, letter: string) => {
      await send('rawKeyDown', 'Dead')
      await session.send('Input.imeSetComposition', { text: accent, selectionStart: 1, selectionEnd: 1 })
      await send('keyUp', 'Dead')
      await session.send('Input.insertText', { text: letter })
    },
  }
}
