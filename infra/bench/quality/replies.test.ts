import { describe, expect, it } from 'vitest'
import { checkDraft } from '../../../cloud/src/answer/check.ts'
import { loadTenants } from '../retrieval/data.ts'
import { heldAgainst, loadReplies, refusedThoughRight } from './replies.ts'

const { right, wrong } = loadReplies()

/** Words for a gift or a promise are without end; these are known to get past the check. */
const KNOWN_TO_PASS = [
  'A gente banca a entrega.',
  'Buy one, get one.',
  'Cancelamos e você não perde nada.',
  'Fechado, fica assim.',
  'Te dou o bolo.',
  'Vai um bolinho de presente.',
]
/** Refused although they say what the text says. */
const KNOWN_TO_BE_REFUSED = [
  'Aceitamos Pix sim, e R$ 350 passa de R$ 300, então dá em até 3x sem juros no cartão.',
  'De 10.12.2026 a 15.12.2026.',
  'Ligue grátis para 0800 555 0199.',
  'R$ 350 pode ser no Pix.',
  'Yes, there is a 90-day guarantee for parts and service.',
  'You get a refund within 7 days.',
]

describe('a reply that says what the text does not', () => {
  it('is refused, also where the customer put it into the question', () => {
    expect(wrong.length).toBeGreaterThan(380)
    const passed = wrong.filter((one) => heldAgainst(one) === null).map(({ reply }) => reply)
    expect(passed.sort()).toEqual(KNOWN_TO_PASS)
  })

  it('is refused for its link, number or key as ungrounded, whatever the customer said before', () => {
    const ways = wrong.filter(({ kind }) => ['link', 'email', 'handle', 'phone', 'pix'].includes(kind))
    expect(ways.length).toBeGreaterThan(160)
    for (const { source, reply } of ways) {
      const checked = checkDraft({
        answer: { decision: 'answer', reason: null, reply, citations: ['a'] },
        chunks: [{ id: 'a', text: source }],
        question: 'e aí?',
        customerWords: [reply, `eu disse: ${reply}`],
        company: 'Casa',
      })
      expect(checked, reply).toMatchObject({ ok: false, handoff: 'ungrounded' })
    }
  })

  it('would pass if the text of the company held the customer’s words (mutant)', () => {
    const ways = wrong.filter(({ kind }) => ['link', 'email', 'handle', 'phone'].includes(kind))
    const passed = ways.filter(
      (one) => heldAgainst({ ...one, source: `${one.source}\n${one.reply}` }) === null,
    )
    expect(passed.length / ways.length).toBeGreaterThan(0.9)
  })
})

describe('a reply that says what the text says', () => {
  it('passes in other words', () => {
    expect(right.length).toBeGreaterThan(180)
    const refused = right.filter((one) => heldAgainst(one) !== null).map(({ reply }) => reply)
    expect(refused.sort()).toEqual(KNOWN_TO_BE_REFUSED)
  })

  it('passes for every answer, place and line of the companies', () => {
    const all = [...refusedThoughRight(loadTenants('companies'))]
    expect(all.length).toBeGreaterThan(700)
    expect(all.filter(({ why }) => why !== null)).toEqual([])
  })
})
