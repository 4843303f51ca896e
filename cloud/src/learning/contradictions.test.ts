import { describe, expect, test } from 'vitest'
import { contradictionsOf } from './contradictions.ts'

const chunk = {
  id: '0192f1c0-0000-7000-8000-000000000001',
  heading: 'Padaria',
  text: 'PREÇOS\nPão francês: R$ 1,20\nPão de queijo: R$ 4,50\nHORÁRIOS\nSábado: 6h às 20h\nDomingo: 6h30 às 13h',
}
const found = (question: string, answer: string) =>
  contradictionsOf({ question, answer }, [chunk]).map(({ text }) => text)

describe('what the knowledge says otherwise', () => {
  test.each([
    ['Quanto custa o pão de queijo?', 'Está R$ 5,00.', ['Pão de queijo: R$ 4,50']],
    ['Até que horas abre no sábado?', 'No sábado vai das 6h às 18h.', ['Sábado: 6h às 20h']],
    ['Quanto custa o pão de queijo?', 'Custa R$ 4,50.', []],
    ['Quanto custa o pão de mel?', 'Custa R$ 7,00.', []],
    ['Abre no domingo?', 'Abrimos às 6h30 no domingo.', []],
    ['Tem estacionamento?', 'Temos seis vagas na frente.', []],
  ])('%s %s', (question, answer, rows) => {
    expect(found(question, answer)).toEqual(rows)
  })
})
