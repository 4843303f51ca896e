import { dateFormat } from '@plantao/ui/format'

/** "23/11/2026 14:32" in the company's time zone, which is named where the reader's own clock shows another time. */
export function momentText(at: string, locale: string, zone: string): string {
  const moment = (of: string) =>
    dateFormat(locale, of, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(at))
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return moment(zone) === moment(here) ? moment(zone) : `${moment(zone)} (${zoneText(at, locale, zone)})`
}

/** "23 de novembro de 2026 às 14:32 (horário de Brasília)": what ends or begins then must not be read wrong. */
export function deadlineText(at: string, locale: string, zone: string): string {
  const moment = dateFormat(locale, zone, { dateStyle: 'long', timeStyle: 'short' }).format(new Date(at))
  return `${moment} (${zoneText(at, locale, zone)})`
}

/** "horário de Brasília", "Brasilia Time". */
function zoneText(at: string, locale: string, zone: string): string {
  const parts = dateFormat(locale, zone, { timeZoneName: 'longGeneric' }).formatToParts(new Date(at))
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
  // Where a zone knows no other time its name says "standard": nobody says it so.
  return name.replace(/ (?:Padrão|Standard)\b/, '').replace(/^Horário/, 'horário')
}

/** "23 de novembro de 2026" in the company's time zone. */
export function dayText(at: string, locale: string, zone: string): string {
  return dateFormat(locale, zone, { dateStyle: 'long' }).format(new Date(at))
}

/** A share between 0 and 1 as "31 %". */
export function percentText(share: number, locale: string): string {
  return share.toLocaleString(locale, { style: 'percent', maximumFractionDigits: 0 })
}
