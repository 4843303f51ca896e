import { expect, it } from 'vitest'
import { asWritten } from './as-written.ts'
import { statedFacts } from './stated-facts.ts'
import { ungroundedFacts } from './ungrounded-facts.ts'

it.each([
  ['Está R$ 5,00.', ['R$ 5,00']],
  ['A cesta sai por R$\u00a089,00.', ['R$ 89,00']],
  ['Agora o pão sai a R$  1,20', ['R$ 1,20']],
  ['Voltamos em 12 de março', ['12 de março']],
  ['São R$ 10,00 até 5 km', ['R$ 10,00', '5 km']],
  ['Escreva a Oi@Padaria.example', ['Oi@Padaria.example']],
])('facts of %j are shown as they stand there', (text, facts) => {
  expect(statedFacts(text).map((fact) => fact.text)).toEqual(facts)
  const written = asWritten(text)
  expect(ungroundedFacts(text, ['']).map((fact) => written(fact.text))).toEqual(facts)
})

it('never shows the folded sign of the currency', () => {
  expect(asWritten('custa doze reais')('r$ 12')).toBe('R$ 12')
})
