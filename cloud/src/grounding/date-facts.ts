import { MONTHS } from '../portuguese/index.ts'
import { rule, type Scan, take } from './scan.ts'

const MONTH = `(${MONTHS.join('|')})(?![a-z])`
const JOINT = '(?:, ?| e | a | ou | ate )'
const DAY = '(?<!\\w)(?<!\\d[.,/])(\\d{1,2})[ºo°]?'
const NOT_COUNTED =
  '(?![\\w%º°ª/:]|[.,]\\d| ?(?:h|dias?|horas?|min|minutos|mes|meses|anos?|vezes|reais|km|kg)(?![a-z]))'

/** Dates in figures and words, days of the month ("dias 10 e 25") and months by name. */
export function takeDates(scan: Scan): void {
  take(scan, /(?<![\d/.-])(\d{4})-(\d\d)-(\d\d)(?![\d-])/g, ([, year, month, day]) => date(day, month, year))
  take(
    scan,
    /(?<![\d/.-])(?<!\d,)(\d{1,2})\/(\d{1,2})(?:\/(\d{4}|\d{2}))?(?![\d/]|[.,]\d)/g,
    ([, day, month, year]) => date(day, month, year),
  )
  take(scan, rule(`${DAY}(?=(?:${JOINT}\\d{1,2}[ºo°]?){1,4} de ${MONTH})`, 'g'), ([, day, month]) =>
    date(day, monthNumber(month)),
  )
  take(
    scan,
    rule(`(?:${DAY}|(?<!\\w)primeiro) (?:de |do )?${MONTH}(?: de (\\d{4}))?`, 'g'),
    ([, day, month, year]) => date(day ?? '1', monthNumber(month), year),
  )
  const listed = rule(`(?<=(?<!\\w)dias? (?:\\d{1,2}${JOINT}){0,4})${DAY}${NOT_COUNTED}`, 'g')
  take(scan, listed, ([, day]) => (Number(day) >= 1 && Number(day) <= 31 ? [`day:${Number(day)}`] : null))
  take(scan, rule(`(?<![a-z])${MONTH}`, 'g'), ([, month]) => [`month:${monthNumber(month)}`])
}

function monthNumber(name?: string): string {
  return String(MONTHS.indexOf(name ?? '') + 1)
}

/** Reading of a date; null when it is none ("50/60"). */
function date(day?: string, month?: string, year?: string): string[] | null {
  const [d, m] = [Number(day), Number(month)]
  if (!(d >= 1 && d <= 31 && m >= 1 && m <= 12)) return null
  const full = year && (year.length === 2 ? `20${year}` : year)
  return [full ? `date:${d}/${m}/${full}` : `date:${d}/${m}`]
}
