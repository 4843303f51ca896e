import { withoutEnd } from '@plantao/shared/ends'

/** A heading is at most this long (characters); longer lines are prose. */
const LONGEST_HEADING = 90

/**
 * Tells whether a line rules the rows below it.
 * In: the line and the next non-blank one ('' at the end of the text), trimmed.
 * Out: 1 for a title (markdown #, or a line in capitals, a bracket aside allowed), 2 for a short line that ends in ':'
 * or stands bare above a row that carries the facts (a price, an hour, a list dash), 0 for anything else.
 */
export function headingLevel(line: string, next: string): 0 | 1 | 2 {
  if (line.length > LONGEST_HEADING) return 0
  if (/^#{1,6}\s+\S/.test(line)) return 1
  if (isCapitals(line.replace(/\([^()]*\)/g, ' '))) return 1
  if (next === '') return 0
  if (line.length <= 60 && /[\p{L})]\s*:$/u.test(line)) return 2
  return isBareLabel(line) && /[:\d]/.test(next) && !isBareLabel(next) ? 2 : 0
}

/** The heading as people would say it: without marks such as '#', '*', ':' and surrounding quotes. */
export function headingText(line: string): string {
  return withoutEnd(line.replace(/^[#*\s"“_-]+/, ''), /[:*\s"”_-]/)
}

function isCapitals(line: string): boolean {
  const beforeAside = line.split(/\s[-–—]\s|:/)[0] ?? ''
  const letters = beforeAside.replace(/[^\p{L}]/gu, '')
  const aside = line.slice(beforeAside.length)
  if (aside.replace(/[^\p{L}]/gu, '').length > 25 || /[.!?]$/.test(line)) return false
  return letters.length >= 3 && letters === letters.toLocaleUpperCase('pt-BR')
}

function isBareLabel(line: string): boolean {
  return line.length <= 40 && /^\p{Lu}[\p{L}\s]+$/u.test(line) && line.split(/\s+/).length <= 5
}
