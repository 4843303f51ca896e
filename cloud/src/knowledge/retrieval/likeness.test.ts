import { describe, expect, test } from 'vitest'
import { gistOf, likeness, SAME_QUESTION } from './likeness.ts'

const alike = (one: string, other: string) => likeness(gistOf(one), gistOf(other))

describe('the same question', () => {
  test.each([
    ['Qual o preço do bolo de chocolate?', 'quanto custa o bolo de chocolate'],
    ['Vocês entregam no Jardim Aurora?', 'oi, vcs fazem entrega no jardim aurora??'],
    ['Tem estacionamento?', 'Vocês têm estacionamento aí?'],
    ['Aceitam vale alimentação?', 'aceita vale alimentaçao'],
    ['Que horas abre no domingo?', 'qual o horário de domingo'],
    ['Fazem bolo sem glúten?', 'faz bolo sem gluten?'],
    ['Entregam em Sabará?', 'queria saber se vcs podem entregar em sabara'],
    ['Vocês abrem sábado?', 'abre aos sabados? obrigado'],
    ['Vocês fazem orçamento de encanamento?', 'fazem orcamento de encanamneto'],
  ])('%s / %s', (one, other) => {
    expect(alike(one, other)).toBeGreaterThanOrEqual(SAME_QUESTION)
    expect(alike(other, one)).toBe(alike(one, other))
  })
})

describe('another question', () => {
  test.each([
    ['Qual o preço do bolo de chocolate?', 'Qual o preço do bolo de morango?'],
    ['Que horas abre no sábado?', 'Que horas abre no domingo?'],
    ['Qual o endereço da matriz?', 'Qual o endereço da lojinha?'],
    ['Tem vaga para dia 24?', 'Tem vaga para dia 25?'],
    ['Quanto custa o banho?', 'Quanto custa a tosa?'],
    ['Posso cancelar o pedido?', 'Posso fazer um pedido?'],
    ['Vocês entregam no centro?', 'Vocês entregam na Vila Serena?'],
    ['Aceita pix?', 'Aceita cheque?'],
    ['Vocês entregam em Sabará?', 'Vocês entregam no sábado?'],
    ['Vocês entregam em Sabará?', 'Vocês entregam em Contagem?'],
    ['Vocês entregam em Sabará?', 'Vocês entregam?'],
    ['Fazem poda?', 'Fazem jardim?'],
    ['Oi, tudo bem?', 'Oi, tudo bem?'],
  ])('%s / %s', (one, other) => {
    expect(alike(one, other)).toBeLessThan(SAME_QUESTION)
  })
})
