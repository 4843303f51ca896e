import { expect, it } from 'vitest'
import { nearestZoom, SettingsChange, stepZoom } from './settings.ts'

it('takes a change of what exists and refuses what does not fit', () => {
  const change = {
    repeatSeconds: 300,
    zoom: 125,
    spellcheck: ['en-US'],
    quietUntil: '2026-11-02T15:00:00.000Z',
  }
  expect(SettingsChange.parse({ ...change, window: 'x' })).toEqual(change)
  for (const wrong of [{ zoom: 900 }, { spellcheck: ['xx'] }, { repeatSeconds: 1 }, { quietUntil: 'soon' }]) {
    expect(SettingsChange.safeParse(wrong).success).toBe(false)
  }
})

it('steps through the sizes and stays at the ends', () => {
  expect(stepZoom(100, 1)).toBe(110)
  expect(stepZoom(100, -1)).toBe(90)
  expect(stepZoom(200, 1)).toBe(200)
  expect(stepZoom(50, -1)).toBe(50)
  expect(nearestZoom(144)).toBe(150)
})
