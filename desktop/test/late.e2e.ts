import { expect, it } from 'vitest'
import { consolePage } from './console-page.ts'
import { idOf } from './fake-house.ts'

const LONGEST_WAIT = idOf(1, 0)
const at = consolePage()
const { visit, signIn, openCard, expectAccessible } = at

/** The customer of the longest wait wrote while the line was away: five hours before it came. */
function comesLate(): void {
  const messages = at.cloud.messages.get(LONGEST_WAIT)!
  const asked = messages.findLast(({ author }) => author === 'contact')!
  asked.arrivedLate = asked.at
  // The whole thread is that much older, so that the question is still its newest words.
  for (const message of messages) message.at = new Date(Date.parse(message.at) - 5 * 3_600_000).toISOString()
  const { handoff, lastMessage } = at.cloud.conversations.get(LONGEST_WAIT)!
  at.cloud.conversations.set(LONGEST_WAIT, {
    ...at.cloud.conversations.get(LONGEST_WAIT)!,
    handoff: { reason: 'policy', late: true, question: handoff!.question },
    lastMessage: lastMessage && { ...lastMessage, at: asked.at },
  })
}

const LOOKS = [
  {
    locale: 'pt-BR',
    colorScheme: 'light',
    card: 'Chegou atrasada',
    mark: /^chegou atrasada, (\d\d\/\d\d )?\d\d:\d\d$/,
  },
  {
    locale: 'en-US',
    colorScheme: 'dark',
    card: 'Arrived late',
    mark: /^arrived late, (\d\d\/\d\d )?\d\d:\d\d$/,
  },
] as const

for (const { locale, colorScheme, card, mark } of LOOKS)
  it(`what came late says so on its card and on itself, in ${locale}, ${colorScheme}`, async () => {
    await visit({ locale, colorScheme })
    comesLate()
    await signIn()
    await openCard(LONGEST_WAIT)
    const reason = at.page.locator(`[data-card="${LONGEST_WAIT}"] .card-reason`)
    expect((await reason.textContent())?.trim()).toBe(card)
    const sign = at.page.locator('.late')
    await sign.waitFor()
    expect(await sign.count()).toBe(1)
    expect((await sign.textContent())?.trim()).toMatch(mark)
    await expectAccessible(`late, ${colorScheme}`)
    if (process.env.PICTURES)
      await at.page.screenshot({ path: `${process.env.PICTURES}/late-${colorScheme}.png` })
  })
