import { asError } from './errors.ts'

/**
 * Coalesces calls: one run is under way at a time, and whatever becomes pending meanwhile is done by the next.
 * @param next does all that is pending; called again as long as something is
 * @returns call it whenever something became pending; a failure goes to `onError` and ends this round
 */
export function coalesce(
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
