import { describe, expect, it } from 'vitest'
import { consolePage } from './console-page.ts'
import { idOf } from './fake-house.ts'

const at = consolePage()
const { atDesk, openCard, shown } = at

describe('a key whose act cannot be done', () => {
  it('says why, in no conversation, in a note, at the AI’s, and under a sheet', async () => {
    await atDesk()
    await at.page.keyboard.press('Control+Shift+G')
    await shown('Abra uma conversa primeiro.')
    await at.page.keyboard.press('F8')
    await shown('Não há nada para desfazer.')
    await openCard(idOf(1, 4))
    await at.page.keyboard.press('Control+Shift+A')
    await shown('Esta conversa já é sua.')
    await at.page.keyboard.press('Control+Shift+O')
    await at.page.keyboard.press('Control+O')
    await shown('Na nota não dá: volte para a resposta primeiro.')
    await at.page.keyboard.press('F1')
    await at.page.keyboard.press('Control+Shift+X')
    await at.page.getByText('Feche esta janela primeiro (Esc).').first().waitFor({ state: 'attached' })
    // Nothing was closed behind the sheet.
    expect(at.cloud.conversations.get(idOf(1, 4))?.closedAt).toBeUndefined()
  })
})

describe('the rows of the queue', () => {
  /** Rows that overlap the next one, or whose words are cut off, in pixels. */
  const overlaps = () =>
    at.page.evaluate(() => {
      const rows = [...document.querySelectorAll('.row')]
        .map((row) => row.getBoundingClientRect())
        .sort((a, b) => a.top - b.top)
      return rows.slice(1).filter((row, index) => Math.abs(row.top - rows[index]!.bottom) > 1).length
    })

  it.each([80, 100, 150, 200])(
    'stand one below the other at %i percent of the text size',
    async (percent) => {
      await atDesk()
      // A sheet made by a script: the page's policy lets no style element in.
      await at.page.evaluate(
        (size) => {
          const sheet = new CSSStyleSheet()
          sheet.replaceSync(`.queue, .queue * { font-size: ${size}px !important; }`)
          document.adoptedStyleSheets = [sheet]
        },
        14 * (percent / 100),
      )
      await expect.poll(overlaps).toBe(0)
      expect(await at.page.locator('.row').count()).toBeGreaterThan(4)
      if (process.env.SHOTS) await at.page.screenshot({ path: `${process.env.SHOTS}/rows-${percent}.png` })
    },
  )
})
