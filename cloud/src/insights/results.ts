import { HandoffReason } from '@plantao/shared/handoff'
import type { Insights } from '@plantao/shared/insights'
import { addDays, daysOf } from './days.ts'
import type { DayFigures } from './figures.repo.ts'
import { countOf, type Histogram, quantile, together } from './histogram.ts'

/** An answer is judged when this many days have gone by. */
export const DURABLE_DAYS = 7

type Input = { from: string; to: string; today: string; timeZone: string; days: readonly DayFigures[] }

/** The results of a range from its days; days without anything are zero. Pure. */
export function resultsOf({ from, to, today, timeZone, days }: Input): Insights {
  const known = new Map(days.map((day) => [day.day, day]))
  const all = daysOf(from, to).map((day) => known.get(day) ?? emptyDay(day))
  // A day's last answer must have had its seven days, too.
  const judged = all.filter(({ day }) => addDays(day, DURABLE_DAYS) < today)
  const sum = (
    of: readonly DayFigures[],
    key: keyof Omit<DayFigures, 'day' | 'reasons' | 'botTimes' | 'humanTimes'>,
  ) => of.reduce((total, day) => total + day[key], 0)
  const totals = {
    received: sum(all, 'received'),
    questions: sum(all, 'questions'),
    answeredByAi: sum(all, 'answeredByAi'),
    handoffs: sum(all, 'handoffs'),
    sentByPeople: sum(all, 'sentByPeople'),
    inputTokens: sum(all, 'inputTokens'),
    outputTokens: sum(all, 'outputTokens'),
    costUsdMicro: sum(all, 'costUsdMicro'),
  }
  const [answers, held] = [sum(judged, 'answeredByAi'), sum(judged, 'durable')]
  return {
    from,
    to,
    timeZone,
    days: all.map(({ reasons: _r, botTimes: _b, humanTimes: _h, ...day }) => ({
      ...day,
      durable: addDays(day.day, DURABLE_DAYS) < today ? day.durable : null,
    })),
    totals,
    answeredShare: shareOf(totals.answeredByAi, totals.questions),
    durable: { judged: answers, held, share: shareOf(held, answers) },
    handoffReasons: reasonsOf(all),
    responseTimes: {
      bot: timesOf(all.map((day) => day.botTimes)),
      human: timesOf(all.map((day) => day.humanTimes)),
    },
    costPerAnswerUsdMicro: shareOf(totals.costUsdMicro, totals.answeredByAi),
  }
}

function reasonsOf(days: readonly DayFigures[]): Insights['handoffReasons'] {
  return HandoffReason.options
    .map((reason) => ({ reason, count: days.reduce((sum, day) => sum + (day.reasons[reason] ?? 0), 0) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
}

function timesOf(histograms: Histogram[]): Insights['responseTimes']['bot'] {
  const all = together(histograms)
  return { count: countOf(all), p50Ms: quantile(all, 0.5), p95Ms: quantile(all, 0.95) }
}

function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

function emptyDay(day: string): DayFigures {
  return {
    day,
    received: 0,
    questions: 0,
    answeredByAi: 0,
    handoffs: 0,
    sentByPeople: 0,
    durable: 0,
    inputTokens: 0,
    outputTokens: 0,
    costUsdMicro: 0,
    reasons: {},
    botTimes: {},
    humanTimes: {},
  }
}
