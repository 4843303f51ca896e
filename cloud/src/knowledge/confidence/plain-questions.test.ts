import { expect, it } from 'vitest'
import { chunkKnowledge } from '../chunking/chunk-knowledge.ts'
import { buildIndex } from '../retrieval/build-index.ts'
import { searchIndex } from '../retrieval/search-index.ts'
import { confidence } from './confidence.ts'
import { confidenceFeatures } from './features.ts'
import { LEXICAL_MODEL } from './models.ts'

const text = `FLORICULTURA DA LENA

Estamos na Rua das Hortênsias, 77, Centro, Passo Fundo. Cliente estaciona no recuo da frente, cabem 3 carros.

EXPEDIENTE
Segunda a sábado: 8h às 19h
Domingo: 9h às 12h

LEVAMOS PRA VOCÊ
Entregamos na cidade toda. Centro sem taxa, outros bairros R$ 9,00.

CURSO DE ARRANJOS: todo domingo, das 14h às 16h, R$ 80,00.

Pagamento: dinheiro, pix e cartão.`
const index = buildIndex(chunkKnowledge(text))

function asked(question: string): { sure: number; line: string | undefined } {
  const result = searchIndex(index, question, { k: 5 })
  return {
    sure: confidence(confidenceFeatures(index, result), LEXICAL_MODEL),
    line: result.hits[0]?.highlights[0]?.text,
  }
}

it.each([
  ['qual o horário de funcionamento?', 'Segunda a sábado'],
  ['vcs abrem domingo?', 'Domingo: 9h'],
  ['que horas abre na quarta?', 'Segunda a sábado'],
  ['qual o endereço?', 'Rua das Hortênsias'],
  ['fazem entrega?', 'Entregamos'],
  ['quanto é o frete?', 'R$ 9,00'],
  ['aceitam cartão?', 'Pagamento'],
  ['tem estacionamento?', 'estaciona no recuo'],
])('answers the plain question "%s" with its line', (question, line) => {
  const found = asked(question)
  expect(found.sure).toBeGreaterThan(0.5)
  expect(found.line).toContain(line)
})

it.each([
  'tem wi-fi?',
  'posso levar meu cachorro?',
  'abre feriado?',
  'aceita vale refeição?',
  'qual o instagram?',
])('leaves to a person what nothing tells: "%s"', (question) => {
  expect(asked(question).sure).toBeLessThan(0.5)
})
