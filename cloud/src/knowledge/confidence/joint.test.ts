import { expect, it } from 'vitest'
import { jointConfidence, weightsFor } from './joint.ts'

const weights = weightsFor('some-model-2026-01-01')!

it('lets an unknown judge turn a doubtful search either way', () => {
  expect(jointConfidence(0.4, { answers: true, probability: 0.9 }, weights)).toBeGreaterThan(0.7)
  expect(jointConfidence(0.6, { answers: false, probability: 0.1 }, weights)).toBeLessThan(0.3)
})

it('is never certain, whatever nonsense a judge gives as its probability', () => {
  for (const probability of [Number.NaN, -3, 0, 1, 7]) {
    const joint = jointConfidence(1, { answers: true, probability }, weights)
    expect(joint).toBeGreaterThan(0.5)
    expect(joint).toBeLessThan(1)
  }
})

it('gives no weight to the word counting of the sandbox', () => {
  expect(weightsFor('sandbox-chat-1')).toBeNull()
})
