/** Where a message stands in its thread. */
export type Placed = { at: string; arrival?: number | undefined }

const secondOf = ({ at }: Placed): number => Math.floor(Date.parse(at) / 1000)

/** The second a message was written in, as milliseconds since the epoch: what of its time orders a thread. */
export const secondMs = (message: Placed): number => secondOf(message) * 1000

/**
 * Whether two are one and the same place: of two messages of one second only `arrival` tells them apart. One that was kept
 * without it is taken for the other.
 */
export function isSamePlace(one: Placed, other: Placed): boolean {
  const told = one.arrival !== undefined && other.arrival !== undefined
  return secondOf(one) === secondOf(other) && !(told && one.arrival !== other.arrival)
}

/** The later of two first. Without the number of arrival those of one second are equal. */
export function newestFirst(one: Placed, other: Placed): number {
  return secondOf(other) - secondOf(one) || (other.arrival ?? 0) - (one.arrival ?? 0)
}
