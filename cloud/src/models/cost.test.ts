import { describe, expect, it } from 'vitest'
import { costOf } from './cost.ts'

describe('costOf', () => {
  it('counts in millionths of a real', () => {
    // 1,000 × US$ 0.40/M + 100 × US$ 1.60/M = US$ 0.00056, at R$ 5
    expect(costOf('gpt-4.1-mini', { input: 1000, output: 100 }, 5)).toBe(2800)
  })

  it('knows dated snapshots and embedders by their model', () => {
    expect(costOf('gpt-4.1-mini-2025-04-14', { input: 1000 }, 5)).toBe(
      costOf('gpt-4.1-mini', { input: 1000 }, 5),
    )
    expect(costOf('text-embedding-3-small@1536', { input: 1000 }, 5)).toBe(100)
  })

  it.each(['sandbox-chat-1', 'sandbox-embedding-1@384', 'constructor', ''])(
    'charges nothing for %j',
    (model) => {
      expect(costOf(model, { input: 1_000_000, output: 1_000_000 })).toBe(0)
    },
  )
})
