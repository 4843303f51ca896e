import { expect, it } from 'vitest'
import { readModelPrices } from './model-prices.ts'

it('reads prices by name, with commas', () => {
  expect(readModelPrices('llama-3.3-70b=0/0, gpt-4.1-mini=1/2 ,vendor/x:free=0.5/1.25')).toEqual({
    prices: {
      'llama-3.3-70b': { input: 0, output: 0 },
      'gpt-4.1-mini': { input: 1, output: 2 },
      'vendor/x:free': { input: 0.5, output: 1.25 },
    },
    fault: null,
  })
  expect(readModelPrices('')).toEqual({ prices: {}, fault: null })
})

it.each(['x', 'x=1', 'x=1/', 'x=-1/2', 'x=1/2/3', '=1/2', 'a b=1/2', 'x=1e3/2', 'x=1,5/2'])(
  '%j is no price, and is told by its place',
  (entry) => {
    expect(readModelPrices(`fine=1/2, ${entry}`)).toEqual({
      prices: expect.objectContaining({ fine: { input: 1, output: 2 } }),
      fault: 'has no name=input/output in place 2',
    })
  },
)
