/** A time in milliseconds for people: "1,8 s", "4 min", "2,5 h"; a dash when there is none. */
export function durationText(ms: number | null, locale: string): string {
  if (ms === null) return '–'
  const number = (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 1 })
  if (ms < 60_000) return `${number(ms / 1000)} s`
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`
  return `${number(ms / 3_600_000)} h`
}

/** Millionths of a US dollar as dollars, with as many digits as an answer's price needs. */
export function moneyText(usdMicro: number | null, locale: string): string {
  if (usdMicro === null) return '–'
  return (usdMicro / 1_000_000).toLocaleString(locale, {
    style: 'currency',
    currency: 'USD',
    maximumFractionDigits: 4,
  })
}
