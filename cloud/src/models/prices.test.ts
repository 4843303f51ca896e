import { describe, expect, it } from 'vitest'
import { CEILING, createPrices, hasPrice, readPrices } from './prices.ts'

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
  it('come before the list', () => {
    const given = readPrices('llama-3.3-70b=0/0, gpt-4.1-mini=1/2 ,vendor/x:free=0.5/1.25')
    const prices = createPrices(given)
    expect(prices.writing(['llama-3.3-70b'], used)).toBe(0)
    expect(prices.writing(['gpt-4.1-mini-2025-04-14'], used)).toBe(1200)
    expect(prices.writing(['vendor/x:free'], used)).toBe(625)
    expect([hasPrice('llama-3.3-70b', given), hasPrice('llama-3.3-70b'), hasPrice('whisper-1')]).toEqual([
      true,
      false,
      true,
    ])
  })

  it.each(['x', 'x=1', 'x=1/', 'x=-1/2', 'x=1/2/3', '=1/2', 'a b=1/2', 'x=1e3/2'])(
    '%j is no price',
    (text) => {
      expect(() => readPrices(text)).toThrow('is not name=input/output')
    },
  )
  it('may be none', () => expect(readPrices('')).toEqual({}))
})
