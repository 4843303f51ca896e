import { expect, it } from 'vitest'
import { createScreens } from './screens.ts'

it('keeps what is asked for until the page listens, and tells it at once from then on', () => {
  const told: unknown[] = []
  const screens = createScreens({ tell: (_channel, news) => void told.push(news) })
  screens.show('settings')
  expect(told).toEqual([])
  expect(screens.begun()).toBe('settings')
  screens.show('settings')
  expect(told).toEqual(['settings'])
  screens.gone()
  screens.show('settings')
  expect(told).toHaveLength(1)
  expect(screens.begun()).toBe('settings')
  expect(screens.begun()).toBeNull()
})
