import type { Insights } from '@plantao/shared/insights'
import { readBotSettings } from '../bot-settings/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { addDays, dayOf, rangeOf } from './days.ts'
import { countDays, storeDays, storedDays } from './figures.repo.ts'
import { DURABLE_DAYS, resultsOf } from './results.ts'

/** Days younger than this may still change (an answer is judged for seven days): counted anew. Older ones are read. */
const SETTLED_AFTER = DURABLE_DAYS + 2
/** Messages are kept for 30 days; the oldest of them is no whole day any more. */
const COUNTED_BACK = 29

/** The results of a range. Days that are settled come from the daily table, the others from the rows themselves. */
export async function readInsights(
  tx: TenantTx,
  query: { from?: string | undefined; to?: string | undefined },
): Promise<Insights> {
  const { timeZone } = await readBotSettings(tx)
  const today = dayOf(tx.now, timeZone)
  const { from, to } = rangeOf(query, today)
  const settled = addDays(today, -SETTLED_AFTER)
  const stored = from < settled ? await storedDays(tx, from, min(to, addDays(settled, -1))) : []
  // `keepDays` counts all that can be counted at once, so before the newest stored day nothing is left to count.
  const last = stored.at(-1)?.day
  const oldest = max(max(from, addDays(today, -COUNTED_BACK)), last ? addDays(last, 1) : '')
  const fresh = to >= oldest ? await countDays(tx, oldest, min(to, today), timeZone) : []
  const days = [...stored, ...fresh]
  return resultsOf({ from, to, today, timeZone, days })
}

/** Counts the days that are over and still have their messages, and keeps them. May run as often as one likes. */
export async function keepDays(tx: TenantTx): Promise<void> {
  const { timeZone } = await readBotSettings(tx)
  const today = dayOf(tx.now, timeZone)
  const last = addDays(today, -1)
  const from = addDays(today, -COUNTED_BACK)
  const settled = new Set(
    (await storedDays(tx, from, last))
      .map(({ day }) => day)
      .filter((day) => day < addDays(today, -SETTLED_AFTER - 1)),
  )
  // A statement for each day: none takes longer than a day's messages do.
  for (let day = from; day <= last; day = addDays(day, 1)) {
    if (!settled.has(day)) await storeDays(tx, await countDays(tx, day, day, timeZone), timeZone)
  }
}

const min = (a: string, b: string) => (a < b ? a : b)
const max = (a: string, b: string) => (a > b ? a : b)
