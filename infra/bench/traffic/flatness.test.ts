import { expect, it } from 'vitest'
import { courseOf } from './flatness.ts'

const hour = (heapAt: (minute: number) => number) =>
  Array.from({ length: 60 }, (_, minute) => ({
    hours: minute / 60,
    rssMb: 2 * heapAt(minute),
    heapMb: heapAt(minute),
  }))

it('calls flat what fills and then stays, whatever it shakes meanwhile', () => {
  const course = courseOf(hour((minute) => 60 + 40 * (1 - Math.exp(-minute / 4)) + (minute % 3)))
  expect(course.isFlat).toBe(true)
  expect(course.heapFirstHalf!).toBeGreaterThan(course.heapSecondHalf!)
})

it('does not call flat what goes on growing, and says how fast', () => {
  const course = courseOf(hour((minute) => 60 + minute))
  expect(course.isFlat).toBe(false)
  expect(course.heapSecondHalf).toBeCloseTo(60)
  expect(course.rssSecondHalf).toBeCloseTo(120)
})

it('judges a server without a heap by what is resident', () => {
  const samples = hour((minute) => 50 + 2 * minute).map((sample) => ({ ...sample, heapMb: null }))
  expect(courseOf(samples)).toMatchObject({ isFlat: false, heapSecondHalf: null })
})
