import { expect, it } from 'vitest'
import { createKeyedMutex } from './keyed-mutex.ts'

it('gives a free key at once, and a taken one to those who wait, in their order', async () => {
  const keys = createKeyedMutex()
  const riders = [keys.holder(), keys.holder(), keys.holder()]
  const order: number[] = []
  expect(riders[0]!.acquire('conversation:a')).toBeNull()
  expect(riders[0]!.acquire('conversation:a')).toBeNull()
  const waiting = [1, 2].map(async (i) => {
    await riders[i]!.acquire('conversation:a')
    order.push(i)
    riders[i]!.release()
  })
  riders[0]!.release()
  await Promise.all(waiting)
  expect(order).toEqual([1, 2])
})

it('lets a work that holds a key wait for one of a later kind only', () => {
  const keys = createKeyedMutex()
  const [one, two] = [keys.holder(), keys.holder()]
  one.acquire('raw_event:1')
  one.acquire('conversation:a')
  two.acquire('raw_event:2')
  expect(two.acquire('conversation:a')).toBeInstanceOf(Promise)
  const three = keys.holder()
  three.acquire('conversation:b')
  expect(() => three.acquire('conversation:a')).toThrow()
  expect(() => three.acquire('raw_event:1')).toThrow()
})

it('tells that a key was given back since an instant, and by whom it stands free', () => {
  const keys = createKeyedMutex()
  const [one, two] = [keys.holder(), keys.holder()]
  one.acquire('conversation:a')
  const before = two.generation()
  expect(two.isStale('conversation:a', before)).toBe(false)
  one.release()
  expect(two.acquire('conversation:a')).toBeNull()
  expect(two.isStale('conversation:a', before)).toBe(true)
  expect(two.isStale('conversation:a', two.generation())).toBe(false)
})
