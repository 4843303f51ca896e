const formats = new Map<string, Intl.DateTimeFormat>()

/** A formatter of dates, made once for each locale, zone and set of options. */
export function dateFormat(
  locale: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`
  const found = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone })
  formats.set(key, found)
  return found
}

/** "14:32" in the company's time zone. */
export function timeText(at: string | number, locale: string, zone: string): string {
  return dateFormat(locale, zone, { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(at))
}

/** A Brazilian number as people write it: "+55 11 99999-0001"; others with a plus only. */
export function phoneText(phone: string): string
export function phoneText(phone: string | null): string | null
export function phoneText(phone: string | null): string | null {
  if (!phone) return null
  const parts = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(phone)
  return parts ? `+55 ${parts[1]} ${parts[2]}-${parts[3]}` : `+${phone}`
}

/** A size in bytes for people: "183 kB". */
export function bytesText(bytes: number, locale: string): string {
  const mega = bytes >= 1_000_000
  const value = mega ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1000))
  return `${value.toLocaleString(locale, { maximumFractionDigits: 1 })} ${mega ? 'MB' : 'kB'}`
}
