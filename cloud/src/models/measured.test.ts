import { beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { createMetrics, type Metrics } from '../platform/metrics.ts'
import { measured } from './measured.ts'
import { type Models, ModelUnavailable, type TimeBudget } from './models.port.ts'

let metrics: Metrics
const told: unknown[] = []
const log = { warn: (...line: unknown[]) => void told.push(line) }
beforeEach(() => {
  metrics = createMetrics()
  told.length = 0
})

const budget = { timeoutMs: 1000, maxTokens: 10 }
const ask = (models: Models) =>
  models.complete({ system: '', user: '', schema: z.unknown(), schemaName: 's', budget })
const answering = {
  complete: async ({ budget: { onCost } }: { budget: TimeBudget }) => {
    onCost?.(560)
    return { value: null, model: 'gpt-4.1-mini', tokens: { input: 1000, output: 100 }, ms: 1 }
  },
  embed: async () => ({ vectors: [], embedder: 'text-embedding-3-small@1536', tokens: 50 }),
  transcribe: async ({ budget: { onCost } }: { budget: TimeBudget }) => {
    onCost?.(2000)
    return { text: 'oi', ms: 1 }
  },
} as unknown as Models
const failing = (error: Error) => ({ complete: () => Promise.reject(error) }) as unknown as Models

it('counts calls, tokens and dollars by kind of call', async () => {
  const models = measured(answering, metrics, log)
  await ask(models)
  await models.embed(['a'], budget)
  await models.transcribe({ audio: Buffer.alloc(0), mime: '', fileName: '', budget })
  const text = await metrics.registry.metrics()
  expect(text).toContain('plantao_model_calls_total{call="complete",outcome="ok"} 1')
  expect(text).toContain('plantao_model_tokens_total{call="complete",direction="read"} 1000')
  expect(text).toContain('plantao_model_tokens_total{call="complete",direction="written"} 100')
  expect(text).toContain('plantao_model_cost_usd_total{call="complete"} 0.00056')
  expect(text).toContain('plantao_model_cost_usd_total{call="transcribe"} 0.002')
  expect(text).toContain('plantao_model_tokens_total{call="embed",direction="read"} 50')
  expect(text).toContain('plantao_model_seconds_count{call="complete"} 1')
})

it('counts failures under their names and lets them through', async () => {
  await expect(
    ask(measured(failing(new ModelUnavailable('rate_limited', 'x', 429)), metrics, log)),
  ).rejects.toThrow('x')
  expect(await metrics.registry.metrics()).toContain('{call="complete",outcome="rate_limited"} 1')
  expect(told).toEqual([[{ call: 'complete', outcome: 'rate_limited', status: 429 }, 'model failed']])
  metrics = createMetrics()
  await expect(
    ask(measured(failing(new DOMException('late', 'TimeoutError')), metrics, log)),
  ).rejects.toThrow('late')
  expect(await metrics.registry.metrics()).toContain('{call="complete",outcome="given_up"} 1')
  expect(told).toHaveLength(1)
})
