import { addressesIn } from './addresses.ts'
import { dialableIn, digitsIn, isKnownNumber, withoutZeros } from './dialable.ts'
import { digitsOfShort, shortNumbersIn } from './short-numbers.ts'

/**
 * Ways to reach or pay somebody that a draft names and the company's own text does not: links, e-mails, handles, telephone
 * and document numbers, payment keys, accounts. What the customer wrote is no source for them, nor is anything said before:
 * a swindler's number must not come out of the company's mouth because it was put in.
 */
export function foreignContacts(draft: string, company: readonly string[]): string[] {
  const addresses = addressesIn(draft)
  const numbers = dialableIn(draft)
  const short = shortNumbersIn(draft)
  if (addresses.length + numbers.plain.length + numbers.masked.length + short.length === 0) return []
  const text = company.join('\n')
  const known = addressesIn(text)
  const hosts = new Set([...known, ...known.map((address) => address.split(/[/?#]/)[0]!)])
  const told = dialableIn(text)
  // A link to a chat holds the number, too.
  const knownNumbers = [...told.plain, ...known.flatMap((address) => dialableIn(address).plain)]
  const isKnown = (digits: string) => isKnownNumber(digits, knownNumbers)
  const groups = digitsIn(text)
  const knownMasked = new Set(told.masked.map((run) => run.join('')))
  const own = numbers.plain.filter(isKnown)
  return [
    ...addresses.filter((address) => !hosts.has(address)),
    ...numbers.plain.filter((digits) => !isKnown(digits)),
    ...numbers.masked
      .filter((run) => {
        const digits = run.join('')
        return !isKnown(withoutZeros(digits)) && !knownMasked.has(digits) && !isQuantities(run, groups)
      })
      .map((run) => run.join(' ')),
    // The first group of a number that is known is no number of its own.
    ...short.filter((number) => {
      const digits = digitsOfShort(number)
      return !groups.has(digits) && !own.some((one) => one.includes(digits))
    }),
  ]
}

/** Two quantities that the text names, each on its own: "1500/2000". */
function isQuantities(run: readonly string[], groups: ReadonlySet<string>): boolean {
  return run.every((group) => group.length > 2 && groups.has(withoutZeros(group)))
}
