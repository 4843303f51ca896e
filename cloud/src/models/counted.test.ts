import { expect, test } from 'vitest'
import { z } from 'zod'
import { costOfSound } from './cost.ts'
import { counted } from './counted.ts'
import { type Models, ModelUnavailable } from './models.port.ts'

const budget = { timeoutMs: 1000, maxTokens: 10 }
const recording = { audio: Buffer.from('x'), mime: 'audio/ogg', fileName: 'a.ogg', budget }
const picture = { image: Buffer.from('x'), mime: 'image/png', question: '', budget }
const models: Models = {
  embed: async () => ({ vectors: [], embedder: 'text-embedding-3-small@2', tokens: 1000 }),
  complete: async ({ schema }) => ({
    value: schema.parse('x'),
    model: 'gpt-4.1-mini',
    tokens: { input: 1000, output: 100 },
    ms: 1,
  }),
  transcribe: async () => ({ text: 'oi', ms: 1, costUsdMicro: 7 }),
  look: async () => ({ text: 'um bolo', ms: 1, costUsdMicro: 9 }),
}

test('every kind of call tells its cost, one that fails tells none', async () => {
  const costs: number[] = []
  const asked = counted(models, (usdMicro) => costs.push(usdMicro))
  await asked.embed(['x'], budget)
  await asked.complete({ system: '', user: '', schema: z.string(), schemaName: 'x', budget })
  expect((await asked.transcribe(recording)).text).toBe('oi')
  expect((await asked.look(picture)).text).toBe('um bolo')
  expect(costs).toEqual([20, 560, 7, 9])
  const away = counted(
    { ...models, look: () => Promise.reject(new ModelUnavailable('down', 'x')) },
    (usdMicro) => costs.push(usdMicro),
  )
  await expect(away.look(picture)).rejects.toThrow('down')
  expect(costs).toHaveLength(4)
})

test('a model that bills by time costs by the second, others nothing that way', () => {
  expect(costOfSound('whisper-1', 60)).toBe(6000)
  expect(costOfSound('sandbox', 60)).toBe(0)
})
