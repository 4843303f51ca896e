import { expect, test } from 'vitest'
import { LONGEST_REPLY } from './check.ts'
import { fitReply } from './fit-reply.ts'

test('a reply that fits stays as it is', () => {
  expect(fitReply('  O frete é R$ 5,00. \n')).toBe('O frete é R$ 5,00.')
  expect(fitReply('a'.repeat(LONGEST_REPLY))).toHaveLength(LONGEST_REPLY)
})

test('a longer one ends with a whole sentence, never amid a price, an hour or a link, and says there is more', () => {
  const sentence = 'O bolo custa R$ 1.234,50 e sai às 8h. ou depois, em loja.exemplo.com.br sem falta. '
  const cut = fitReply(sentence.repeat(30))
  expect(cut.length).toBeLessThanOrEqual(LONGEST_REPLY)
  const [kept, more] = cut.split('\n\n')
  expect(kept!.endsWith('sem falta.')).toBe(true)
  expect(more).toBe('Tem mais sobre isso; é só perguntar.')
})

test('a list ends with a whole line', () => {
  const cut = fitReply(Array.from({ length: 90 }, (_, i) => `Item ${i}: R$ ${i},00`).join('\n'))
  expect(cut).toMatch(/Item \d+: R\$ \d+,00\n\nTem mais sobre isso; é só perguntar\.$/)
})

test('what cannot be cut comes back whole, for the check to refuse', () => {
  expect(fitReply('palavra '.repeat(200)).length).toBeGreaterThan(LONGEST_REPLY)
})
