import { expect, it } from 'vitest'
import { createKeys } from './keys.ts'

it('gives a free key at once, and a taken one to those who wait, in their order', async () => {
  const keys = createKeys()
  const riders = [keys.rider(), keys.rider(), keys.rider()]
  const order: number[] = []
  expect(riders[0]!.alone('conversation:a')).toBeNull()
  expect(riders[0]!.alone('conversation:a')).toBeNull()
  const waiting = [1, 2].map(async (i) => {
    await riders[i]!.alone('conversation:a')
    order.push(i)
    riders[i]!.leave()
  })
  riders[0]!.leave()
  await Promise.all(waiting)
  expect(order).toEqual([1, 2])
})

it('lets a work that holds a key wait for one of a later kind only', () => {
  const keys = createKeys()
  const [one, two] = [keys.rider(), keys.rider()]
  one.alone('raw_event:1')
  one.alone('conversation:a')
  two.alone('raw_event:2')
  expect(two.alone('conversation:a')).toBeInstanceOf(Promise)
  const three = keys.rider()
  three.alone('conversation:b')
  expect(() => three.alone('conversation:a')).toThrow()
  expect(() => three.alone('raw_event:1')).toThrow()
})

it('tells that a key was given back since an instant, and by whom it stands free', () => {
  const keys = createKeys()
  const [one, two] = [keys.rider(), keys.rider()]
  one.alone('conversation:a')
  const before = two.instant()
  expect(two.isOld('conversation:a', before)).toBe(false)
  one.leave()
  expect(two.alone('conversation:a')).toBeNull()
  expect(two.isOld('conversation:a', before)).toBe(true)
  expect(two.isOld('conversation:a', two.instant())).toBe(false)
})
