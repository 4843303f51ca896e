import { describe, expect, it } from 'vitest'
import { CEILING, createPrices, hasPrice, modelsWithoutPrice } from './prices.ts'

const used = { input: 1000, output: 100 }

describe('a call', () => {
  const prices = createPrices()
  it('costs by the list, dated snapshots as their model, in millionths of a dollar', () => {
    // 1,000 × US$ 0.40/M + 100 × US$ 1.60/M = US$ 0.00056
    expect(prices.writing(['gpt-4.1-mini'], used)).toBe(560)
    expect(prices.writing(['gpt-4.1-mini-2025-04-14'], used)).toBe(560)
    expect(prices.embedding(['text-embedding-3-small'], 1000)).toBe(20)
    expect(prices.sound('whisper-1', 60)).toBe(6000)
  })

  it.each(['sandbox-chat-1', 'sandbox-embedding-1'])('of %s costs nothing', (name) => {
    expect(prices.writing([name], used)).toBe(0)
    expect(prices.embedding([name], 1000)).toBe(0)
  })

  it('is priced by the model that was asked where the one that answered goes by another name', () => {
    expect(prices.writing(['my-deployment', 'gpt-4.1-mini'], used)).toBe(560)
  })
})

describe('a model without a price', () => {
  it.each(['some-new-model', 'constructor', '__proto__', ''])(
    '%j costs the ceiling, never nothing',
    (name) => {
      const prices = createPrices()
      expect(prices.writing([name], used)).toBe(1000 * CEILING.writing.input + 100 * CEILING.writing.output)
      expect(prices.embedding([name], 1000)).toBe(1300)
      expect(prices.sound(name, 60)).toBe(60_000)
    },
  )

  it('costs no less than any that is listed', () => {
    const prices = createPrices()
    const ceiling = prices.writing(['unheard-of'], used)
    for (const name of ['gpt-4.1', 'gpt-4o', 'gpt-5', 'gpt-4o-transcribe'])
      expect(prices.writing([name], used)).toBeLessThan(ceiling)
  })

  it('is told of once, under its plain name', () => {
    const told: string[] = []
    const prices = createPrices({}, (name) => void told.push(name))
    for (const name of ['new-1-2026-01-01', 'new-1', 'gpt-4.1', 'new-2']) prices.writing([name], used)
    prices.writing(['new-2'], used)
    expect(told).toEqual(['new-1', 'new-2'])
  })
})

describe('given prices', () => {
  const given = {
    'llama-3.3-70b': { input: 0, output: 0 },
    'gpt-4.1-mini': { input: 1, output: 2 },
    'whisper-1': { input: 0, output: 0 },
    'our-ears': { input: 2, output: 5 },
  }
  const prices = createPrices(given)
  it('come before the list', () => {
    expect(prices.writing(['llama-3.3-70b'], used)).toBe(0)
    expect(prices.writing(['gpt-4.1-mini-2025-04-14'], used)).toBe(1200)
  })

  it('hold for sound too, also where an answer tells no tokens', () => {
    expect(prices.sound('whisper-1', 60)).toBe(0)
    // A minute: 600 tokens of sound, 240 of words.
    expect(prices.sound('our-ears', 60)).toBe(600 * 2 + 240 * 5)
  })

  it('tell which models of a house have none', () => {
    const asked = {
      chatModel: 'llama-3.3-70b',
      embeddingModel: 'bge-m3',
      transcriptionModel: undefined,
    }
    expect(modelsWithoutPrice(asked, given)).toEqual(['bge-m3'])
    expect(modelsWithoutPrice(asked, {})).toEqual(['llama-3.3-70b', 'bge-m3'])
    expect([hasPrice('whisper-1'), hasPrice('toString'), hasPrice('gpt-4.1-mini-2025-04-14')]).toEqual([
      true,
      false,
      true,
    ])
  })
})
