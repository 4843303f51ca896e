import { expect, test } from 'vitest'
import { type Found, retrieve } from './retrieve.ts'

const at = new Date('2026-03-02T11:00:00Z')
const memory = [
  { author: 'contact' as const, text: 'fazem entrega?', at },
  { author: 'ai' as const, text: 'Fazemos com motoboy próprio.', at },
]

async function looked(question: string, confidence: Record<string, number>) {
  const searched: string[] = []
  const search = async (text: string): Promise<Found> => {
    searched.push(text)
    return { chunks: [], confidence: confidence[text] ?? 0 }
  }
  const found = await retrieve(search, question, {
    memory,
    threshold: 0.5,
    signal: new AbortController().signal,
  })
  return { searched, found }
}

const together = 'fazem entrega?\nqual o horário?'

test('a question that may mean the one before is searched with it, and that is enough when it is sure', async () => {
  const { searched, found } = await looked('qual o horário?', { [together]: 0.8, 'qual o horário?': 0.9 })
  expect(searched).toEqual([together])
  expect(found.confidence).toBe(0.8)
})

test('it is asked of the house when with the one before nothing sure is found', async () => {
  const { searched, found } = await looked('qual o horário?', { [together]: 0.3, 'qual o horário?': 0.9 })
  expect(searched).toEqual([together, 'qual o horário?'])
  expect(found).toMatchObject({ confidence: 0.9 })
})

test('it stays with the one before when neither is sure', async () => {
  const { found } = await looked('qual o horário?', { [together]: 0.3, 'qual o horário?': 0.4 })
  expect(found).toMatchObject({ confidence: 0.3 })
})

test('what points back is never asked of the house', async () => {
  const asked = 'fazem entrega?\ne no sábado?'
  const { searched } = await looked('e no sábado?', { [asked]: 0.3, 'e no sábado?': 0.9 })
  expect(searched).toEqual([asked])
})
