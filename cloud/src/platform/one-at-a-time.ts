import { asError } from './errors.ts'

/**
 * Something told to others of which one is on its way at a time: whatever comes meanwhile shares the next.
 * @param next tells all that is pending; called again as long as something is
 * @returns to be called whenever something became pending; a failure is told and ends this round
 */
export function oneAtATime(
  isPending: () => boolean,
  next: () => Promise<unknown>,
  onError: (error: Error) => void,
): () => Promise<void> {
  let underWay = false
  return async () => {
    if (underWay) return
    underWay = true
    try {
      while (isPending()) await next()
    } catch (error) {
      onError(asError(error))
    } finally {
      underWay = false
    }
  }
}
