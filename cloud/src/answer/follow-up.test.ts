import { describe, expect, test } from 'vitest'
import { followUp, speaksOf } from './follow-up.ts'

const at = new Date('2026-03-02T12:00:00Z')
const memory = [
  { author: 'contact' as const, text: 'que horas abre a matriz?', at },
  { author: 'ai' as const, text: 'Às 6h.', at },
  { author: 'contact' as const, text: 'obrigada', at },
]

describe('followUp', () => {
  test.each(['e no sábado?', 'e de noite?', 'mas e amanhã?', 'quando?', 'e domingo'])(
    '%s needs what was asked',
    (text) => {
      expect(followUp(text, memory)).toMatchObject({
        enriched: `que horas abre a matriz?\n${text}`,
        empty: true,
      })
    },
  )

  test.each(['e a lojinha?', 'e o estacionamento?', 'esse bolo tem nozes?'])('%s may need it', (text) => {
    expect(followUp(text, memory)).toMatchObject({ empty: false })
  })

  test.each([
    'quanto custa o bolo de cenoura?',
    'vocês aceitam vale refeição no balcão?',
    'tem wifi grátis aí?',
  ])('%s stands on its own', (text) => expect(followUp(text, memory)).toBeNull())

  test('an answer to what the bot asked back belongs to the question before', () => {
    const asked = [memory[0]!, { author: 'ai' as const, text: 'De qual unidade?', at }]
    expect(followUp('da lojinha da praça', asked)).toMatchObject({ empty: true })
  })

  test('without a question before there is nothing to lean on', () => {
    expect(followUp('e no sábado?', [])).toBeNull()
    expect(followUp('e no sábado?', [{ author: 'contact', text: 'oi', at }])).toBeNull()
  })
})

test('speaksOf compares beginnings, without accents', () => {
  expect(speaksOf('Temos 6 vagas de estacionamento', ['estacionar'])).toBe(true)
  expect(speaksOf('Temos pão', ['estacionar'])).toBe(false)
})
