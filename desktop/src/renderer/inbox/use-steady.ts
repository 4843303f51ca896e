import type { Virtualizer } from '@tanstack/react-virtual'
import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * Keeps what is read where it is while rows come, go and move: the list is scrolled by as much as most of the rows in
 * sight were shifted. At its top it stays there, so that whoever arrives is seen.
 * @param rows the rows as drawn; another array means that some may have moved
 */
export function useSteady(
  scroller: RefObject<HTMLElement | null>,
  virtual: Virtualizer<HTMLDivElement, Element>,
  rows: unknown,
): void {
  const before = useRef(new Map<unknown, number>())
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change of the rows shifts them.
  useLayoutEffect(() => {
    const area = scroller.current
    if (!area || area.scrollTop === 0) return
    const shifts = virtual.measurementsCache
      .flatMap(({ key, start }) => {
        const old = before.current.get(key)
        return old === undefined ? [] : [start - old]
      })
      .sort((a, b) => a - b)
    const shift = shifts[Math.floor(shifts.length / 2)] ?? 0
    if (shift !== 0) area.scrollTop += shift
  }, [rows])
  useLayoutEffect(() => {
    const top = scroller.current?.scrollTop ?? 0
    const bottom = top + (scroller.current?.clientHeight ?? 0)
    const inSight = virtual.getVirtualItems().filter(({ start, end }) => end > top && start < bottom)
    before.current = new Map(inSight.map(({ key, start }) => [key, start]))
  })
}
