/**
 * Starts a real part of the house for tests (a Redis, a Chroma, a database of the system's), or answers null where the
 * machine has none. What is skipped without it, and why, is said aloud.
 */
export async function realPart<T>(skipped: string, start: () => Promise<T>): Promise<T | null> {
  try {
    return await start()
  } catch (error) {
    console.warn(`SKIPPED ${skipped}: ${error instanceof Error ? error.message : error}`)
    return null
  }
}
