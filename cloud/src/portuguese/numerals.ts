/** A number as Brazilians write it: 1.234,50 · 19,90 · 8.5 · 3. */
export const NUMBER = '(?:\\d{1,3}(?:\\.\\d{3})+(?:,\\d+)?|\\d+(?:[.,]\\d+)?)'

/** Value of a number written as `NUMBER`; a point before three digits separates thousands. */
export function numberOf(written: string): number {
  if (/^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(written))
    return Number(written.replaceAll('.', '').replace(',', '.'))
  return Number(written.replace(',', '.'))
}

export const MONTHS = [
  'janeiro',
  'fevereiro',
  'marco',
  'abril',
  'maio',
  'junho',
  'julho',
  'agosto',
  'setembro',
  'outubro',
  'novembro',
  'dezembro',
]
