/**
 * How long to wait before try number `attempt` (1 is the first retry), in milliseconds: 1 s doubling to 30 s, spread
 * by half so that a thousand consoles do not return in the same instant after an outage.
 */
export function backoff(attempt: number, random: () => number): number {
  const full = Math.min(30_000, 1000 * 2 ** Math.min(attempt - 1, 10))
  return Math.round(full * (0.5 + random() * 0.5))
}
