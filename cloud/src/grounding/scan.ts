/** Something a text states that may be checked: its words as read, and everything they can mean ("8h": an hour or a duration). */
export type Fact = { text: string; readings: string[] }

/** Stands where a fact was read, so that no other rule reads across or into it. */
const TAKEN = '\u00a4'

/** Text being read: what rules have not taken yet, and the facts found so far. */
export type Scan = { rest: string; facts: Fact[] }

const rules = new Map<string, RegExp>()

/** A rule put together from parts, made once: rules are constant and each reply is read by some forty of them. */
export function rule(pattern: string, flags: 'g' | 'gu'): RegExp {
  const name = `${flags} ${pattern}`
  const made = rules.get(name) ?? new RegExp(pattern, flags)
  rules.set(name, made)
  return made
}

/** Applies one rule everywhere in what is left. `read` gives the readings of a match, or null to leave it to other rules. */
export function take(scan: Scan, rule: RegExp, read: (match: RegExpMatchArray) => string[] | null): void {
  scan.rest = scan.rest.replace(rule, (...found) => {
    const groups = found.slice(
      0,
      found.findIndex((value) => typeof value === 'number'),
    )
    const readings = read(groups as unknown as RegExpMatchArray)
    if (!readings) return found[0]
    if (readings.length > 0) scan.facts.push({ text: String(found[0]).trim(), readings })
    return TAKEN.repeat(String(found[0]).length)
  })
}
