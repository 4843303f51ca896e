import { expect, test } from 'vitest'
import { z } from 'zod'
import { counted } from './counted.ts'
import { type Models, ModelUnavailable, type TimeBudget } from './models.port.ts'

const budget = { timeoutMs: 1000, maxTokens: 10 }
const recording = { audio: Buffer.from('x'), mime: 'audio/ogg', fileName: 'a.ogg', budget }
const picture = { image: Buffer.from('x'), mime: 'image/png', question: '', budget }
const request = { system: '', user: '', schema: z.string(), schemaName: 'x', budget }

/** Models that cost so much, and fail or not. */
function models(fail = false): Models {
  const done = <T>({ onCost }: TimeBudget, usdMicro: number, answer: T) => {
    onCost?.(usdMicro)
    return fail ? Promise.reject(new ModelUnavailable('timeout', 'x')) : Promise.resolve(answer)
  }
  return {
    embed: (_texts, asked) => done(asked, 1, { vectors: [], embedder: 'e@2', tokens: 1000 }),
    complete: ({ schema, budget: asked }) =>
      done(asked, 2, { value: schema.parse('x'), model: 'm', tokens: { input: 1, output: 1 }, ms: 1 }),
    transcribe: ({ budget: asked }) => done(asked, 4, { text: 'oi', ms: 1 }),
    look: ({ budget: asked }) => done(asked, 8, { text: 'um bolo', ms: 1 }),
  }
}

test('every kind of call tells its cost, to whoever counts and to whoever asked', async () => {
  const costs: number[] = []
  const own: number[] = []
  const asked = counted(models(), (usdMicro) => costs.push(usdMicro))
  await asked.embed(['x'], { ...budget, onCost: (usdMicro) => own.push(usdMicro) })
  await asked.complete(request)
  expect((await asked.transcribe(recording)).text).toBe('oi')
  expect((await asked.look(picture)).text).toBe('um bolo')
  expect(costs).toEqual([1, 2, 4, 8])
  expect(own).toEqual([1])
})

test('one that fails tells it too', async () => {
  let spent = 0
  const asked = counted(models(true), (usdMicro) => {
    spent += usdMicro
  })
  await expect(asked.embed(['x'], budget)).rejects.toThrow('timeout')
  await expect(asked.complete(request)).rejects.toThrow('timeout')
  await expect(asked.transcribe(recording)).rejects.toThrow('timeout')
  await expect(asked.look(picture)).rejects.toThrow('timeout')
  expect(spent).toBe(15)
})
