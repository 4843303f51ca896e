/**
 * The seeds that a test plays: always `fixed`, so that every run asks the same. A second one on wish: with
 * `<variable>=fresh` in the environment one that was never played, printed; with a number that one, to play a failed run again.
 * @param fixed drawn once and kept; another one is a change of the test
 */
export function seedsOf(variable: string, fixed: number): number[] {
  const wish = process.env[variable]
  if (!wish) return [fixed]
  const second = wish === 'fresh' ? Date.now() % 1_000_000 : Number(wish)
  if (!Number.isSafeInteger(second)) throw new Error(`${variable}=${wish}: "fresh" or a whole number`)
  console.info(`${variable}=${second}`)
  return [fixed, second]
}
