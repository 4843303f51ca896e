import { takeNumbers, takePercents, takePrices, takeQuantities } from './amount-facts.ts'
import { takeContacts } from './contact-facts.ts'
import { takeDates } from './date-facts.ts'
import { takeHours } from './hour-facts.ts'
import { takeOrdinalWords } from './ordinal-words.ts'
import { plainText } from './plain-text.ts'
import type { Fact, Scan } from './scan.ts'

/**
 * Every checkable fact of a text, in the order of the rules: the more particular kind takes its words before the next one looks.
 * As a source, "uma" also reads as 1 and "segunda" as 2nd.
 */
export function factsOf(text: string, asSource: boolean): Fact[] {
  const scan: Scan = { rest: plainText(text, asSource), facts: [] }
  takeContacts(scan)
  takePrices(scan)
  takePercents(scan)
  takeDates(scan)
  takeHours(scan)
  takeQuantities(scan)
  takeOrdinalWords(scan, asSource)
  takeNumbers(scan)
  return scan.facts
}
