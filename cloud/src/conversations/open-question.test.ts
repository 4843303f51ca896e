import { expect, it } from 'vitest'
import { splitAtAnswer } from './open-question.ts'
import type { Said } from './said.repo.ts'

const at = new Date('2026-11-02T12:00:00Z')
const said = (author: Said['author'], text: string, part: Partial<Said> = {}): Said => ({
  id: text,
  author,
  kind: 'text',
  text,
  deleted: false,
  at,
  createdAt: at,
  decision: null,
  ...part,
})
const split = (...all: Said[]) => {
  const { before, open } = splitAtAnswer(all)
  return { before: before.map(({ text }) => text), open: open.map(({ text }) => text) }
}

it('keeps a question open past the bot’s handoff, and drops the handoff’s words', () => {
  expect(
    split(
      said('contact', 'que horas abre?'),
      said('ai', 'às 7h', { decision: 'reply' }),
      said('contact', 'tem sem glúten?'),
      said('ai', 'vou chamar alguém', { decision: 'handoff' }),
      said('contact', 'oi?'),
    ),
  ).toEqual({ before: ['que horas abre?', 'às 7h'], open: ['tem sem glúten?', 'oi?'] })
})

it('counts a person’s answer from console or phone, and no withdrawn words', () => {
  expect(split(said('contact', 'a'), said('member', 'b'))).toEqual({ before: ['a', 'b'], open: [] })
  expect(split(said('contact', 'a'), said('phone', 'b'), said('contact', 'c', { deleted: true }))).toEqual({
    before: ['a', 'b'],
    open: [],
  })
})
