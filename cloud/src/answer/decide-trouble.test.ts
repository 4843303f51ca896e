import { describe, expect, test } from 'vitest'
import { type Models, ModelUnavailable } from '../models/index.ts'
import type { Search } from './decide.ts'
import { answer, chunk, decided, memory, never } from './decide-for-tests.ts'

describe('a follow-up', () => {
  const before = [memory('contact', 'que horas abre a matriz?'), memory('ai', 'Às 8h.')]

  test('that names nothing is searched with the question before, and asked as it was', async () => {
    const { searched, written } = await decided({ text: 'e no sábado?', memory: before })
    expect(searched).toEqual(['que horas abre a matriz?\ne no sábado?'])
    expect(JSON.parse(written[0]!.user).question).toBe('e no sábado?')
  })

  test('is understood after a person answered and handed back', async () => {
    const asked = [memory('contact', 'que horas abre a matriz?'), memory('member', 'Às 8h!')]
    const back = [...asked, memory('mark', 'O atendimento humano terminou aqui; a IA voltou a atender.')]
    const { searched, written } = await decided({ text: 'e no sábado?', memory: back })
    expect(searched).toEqual(['que horas abre a matriz?\ne no sábado?'])
    const { history } = JSON.parse(written[0]!.user) as { history: { author: string }[] }
    expect(history.map(({ author }) => author)).toEqual(['contact', 'member', 'mark'])
  })

  test('that names something is searched alone first', async () => {
    const { searched } = await decided({ text: 'e a lojinha?', memory: before })
    expect(searched).toEqual(['e a lojinha?'])
  })

  test('and together only believed when what is found speaks of it', async () => {
    const found = (text: string): Search => {
      const chunks = [{ ...chunk, text }]
      return async (question) => ({ chunks, confidence: question.includes('\n') ? 0.9 : 0.1 })
    }
    const about = await decided({ text: 'e a lojinha?', memory: before, search: found('Lojinha: R$ 5,00') })
    expect(about.outcome.confidence).toBe(0.9)
    const beside = await decided({ text: 'e a lojinha?', memory: before, search: found('Matriz: R$ 5,00') })
    expect(beside.outcome).toMatchObject({ decision: 'handoff', reason: 'low_confidence', confidence: 0.1 })
  })
})

describe('trouble', () => {
  const unavailable = { decision: 'handoff', reason: 'model_unavailable', text: '' }

  test('a model that is down', async () => {
    const models = { complete: () => Promise.reject(new ModelUnavailable('down', '503')) }
    const { outcome, written } = await decided({ models })
    expect(outcome).toMatchObject({ ...unavailable, confidence: 0.8, trouble: 'ModelUnavailable: down' })
    expect(written).toHaveLength(1)
  })

  test('an unreadable answer is asked for once more', async () => {
    let times = 0
    const value = answer as never
    const models: Pick<Models, 'complete'> = {
      complete: () => {
        times += 1
        if (times === 1) return Promise.reject(new ModelUnavailable('bad_output', 'cut off'))
        return Promise.resolve({ value, model: 'm', tokens: { input: 1, output: 1 }, ms: 1 })
      },
    }
    expect((await decided({ models })).outcome.decision).toBe('reply')
    expect(times).toBe(2)
  })

  test('a model that never answers, whether or not it heeds the signal', async () => {
    const { outcome } = await decided({ models: { complete: never }, budgetMs: 5 })
    expect(outcome).toMatchObject({ ...unavailable, trouble: 'TimeoutError' })
  })

  test('a search that never answers', async () => {
    const { outcome } = await decided({ search: never, budgetMs: 5 })
    expect(outcome).toMatchObject({ ...unavailable, confidence: null })
  })

  test('a search that fails once is tried again; twice, it hands off without telling what was asked', async () => {
    let failures = 1
    const search: Search = async () => {
      failures -= 1
      if (failures >= 0) throw new Error('secret text')
      return { chunks: [chunk], confidence: 0.9 }
    }
    expect((await decided({ search })).outcome.decision).toBe('reply')
    failures = 2
    const { outcome } = await decided({ search })
    expect(outcome).toMatchObject(unavailable)
    expect(JSON.stringify(outcome)).not.toContain('secret')
  })
})
