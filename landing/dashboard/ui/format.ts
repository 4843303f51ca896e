const formats = new Map<string, Intl.DateTimeFormat>()

function format(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`
  const found = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  formats.set(key, found)
  return found
}

/** "14:32" in the company's time zone. */
export function timeText(at: string | number | Date, locale: string, zone: string): string {
  return format(locale, zone, { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(at))
}

/** "23/11/2026 14:32" in the company's time zone, which is named where the reader's own clock shows another time. */
export function momentText(at: string, locale: string, zone: string): string {
  const moment = (of: string) =>
    format(locale, of, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(at))
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return moment(zone) === moment(here) ? moment(zone) : `${moment(zone)} (${zoneText(at, locale, zone)})`
}

/** "23 de novembro de 2026 às 14:32 (horário de Brasília)": what ends or begins then must not be read wrong. */
export function deadlineText(at: string, locale: string, zone: string): string {
  const moment = format(locale, zone, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at))
  return `${moment} (${zoneText(at, locale, zone)})`
}

/** "horário de Brasília", "Brasilia Time". */
function zoneText(at: string, locale: string, zone: string): string {
  const parts = format(locale, zone, { timeZoneName: 'longGeneric' }).formatToParts(new Date(at))
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
  // Where a zone knows no other time its name says "standard": nobody says it so.
  return name.replace(/ (?:Padrão|Standard)\b/, '').replace(/^Horário/, 'horário')
}

/** "23 de novembro de 2026" in the company's time zone. */
export function dayText(at: string, locale: string, zone: string): string {
  return format(locale, zone, { dateStyle: 'long' }).format(new Date(at))
}

/** A Brazilian number as people write it: "+55 11 99999-0001"; others with a plus only. */
export function phoneText(phone: string): string {
  const parts = /^55(\d{2})(\d{4,5})(\d{4})$/.exec(phone)
  return parts ? `+55 ${parts[1]} ${parts[2]}-${parts[3]}` : `+${phone}`
}

/** A share between 0 and 1 as "31 %". */
export function percentText(share: number, locale: string): string {
  return share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 })
}

/** A size in bytes for people: "183 kB". */
export function bytesText(bytes: number, locale: string): string {
  const mega = bytes >= 1_000_000
  const value = mega ? bytes / 1_000_000 : Math.max(1, Math.round(bytes / 1000))
  return `${value.toLocaleString(locale, { maximumFractionDigits: 1 })} ${mega ? 'MB' : 'kB'}`
}
