import { type Scan, take } from './scan.ts'

/** Ordinals that mean nothing else, so a draft that says them states a number. */
const CLEAR: [RegExp, number][] = [
  [/(?<![a-z])terceir[oa]s?(?![a-z])/g, 3],
  [/(?<![a-z])setim[oa]s?(?![a-z])/g, 7],
  [/(?<![a-z])oitav[oa]s?(?![a-z])/g, 8],
  [/(?<![a-z])non[oa]s?(?![a-z])/g, 9],
  [/(?<![a-z])decim[oa]s?(?![a-z])/g, 10],
]
/** "primeiro" may be "first of all", "segunda" a Monday, "quarto" a room: they ground a number and never state one. */
const UNCLEAR: [RegExp, number][] = [
  [/(?<![a-z])primeir[oa]s?(?![a-z])/g, 1],
  [/(?<![a-z])segund[oa]s?(?![a-z])/g, 2],
  [/(?<![a-z])quart[oa]s?(?![a-z])/g, 4],
  [/(?<![a-z])quint[oa]s?(?![a-z])/g, 5],
  [/(?<![a-z])sext[oa]s?(?![a-z])/g, 6],
]

/** Ordinals in words; `asSource` also reads the ambiguous ones. */
export function takeOrdinalWords(scan: Scan, asSource: boolean): void {
  for (const [word, value] of asSource ? [...CLEAR, ...UNCLEAR] : CLEAR)
    take(scan, word, () => [`ordinal:${value}`])
}
