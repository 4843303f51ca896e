import { TEMPLATES, type Tone } from '@plantao/shared/bot-settings'
import { HandoffReason } from '@plantao/shared/handoff'
import { describe, expect, test } from 'vitest'
import { SMALL_TALK_REPLIES } from './small-talk-replies.ts'
import { composeText } from './texts.ts'

const casual = {
  messages: TEMPLATES.casual,
  tone: 'casual' as const,
  companyName: 'Pão & $& Cia',
  firstContact: false,
}
const reply = { decision: 'reply' as const, text: 'Abrimos às 8h.' }

describe('composeText', () => {
  test('a reply is its own text', () => {
    expect(composeText({ ...casual, outcome: reply })).toBe('Abrimos às 8h.')
  })

  test('a first contact is greeted in the first paragraph of the same message, with the company named as it is', () => {
    expect(composeText({ ...casual, firstContact: true, outcome: reply })).toBe(
      'Oi! Aqui é o assistente da Pão & $& Cia 🙂 No que posso ajudar?\n\nAbrimos às 8h.',
    )
  })

  test('a hello of a first contact is answered by the greeting alone', () => {
    const outcome = { decision: 'smalltalk' as const, smallTalk: 'greeting' as const, text: 'Oi!' }
    expect(composeText({ ...casual, firstContact: true, outcome })).toBe(
      'Oi! Aqui é o assistente da Pão & $& Cia 🙂 No que posso ajudar?',
    )
    expect(composeText({ ...casual, outcome })).toBe(SMALL_TALK_REPLIES.casual.greeting)
  })

  test.each(HandoffReason.options)('a handoff for %s says what is true', (reason) => {
    const said = composeText({ ...casual, outcome: { decision: 'handoff', reason, text: 'never said' } })
    const unknown = reason === 'low_confidence' || reason === 'ungrounded'
    expect(said).toBe(unknown ? TEMPLATES.casual.handoff : TEMPLATES.casual.waiting)
  })

  test('small talk has a reply in every tone, with an emoji in none but the casual one', () => {
    for (const [tone, replies] of Object.entries(SMALL_TALK_REPLIES) as [Tone, Record<string, string>][])
      for (const text of Object.values(replies)) {
        const emoji = text.match(/\p{Extended_Pictographic}/gu)?.length ?? 0
        expect(emoji, text).toBeLessThanOrEqual(tone === 'casual' ? 1 : 0)
      }
  })
})
