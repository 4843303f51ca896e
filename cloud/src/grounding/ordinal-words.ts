import { type Scan, take } from './scan.ts'

/** Ordinals that mean nothing else, so a draft that says them states a number. */
const CLEAR: [RegExp, number][] = [
  [/(?<![a-z])terceir[oa]s?(?![a-z])/g, 3],
  [/(?<![a-z])setim[oa]s?(?![a-z])/g, 7],
  [/(?<![a-z])oitav[oa]s?(?![a-z])/g, 8],
  [/(?<![a-z])non[oa]s?(?![a-z])/g, 9],
  [/(?<![a-z])decim[oa]s?(?![a-z])/g, 10],
]
/** What is counted by "segunda", "quarto" and the like when they are neither weekday nor room. */
const COUNTED =
  '(?= (?:via|vez|vezes|unidade|parcela|dose|aula|visita|consulta|filh[oa]|irma|irmao|pessoa|crianca|mensalidade|loja|andar|dia|mes|ano|animal|pet|item|pedido|semana|sessao|etapa|fase|rua|piso)(?![a-z]))'
/** "primeiro" may be "first of all", "segunda" a Monday: they ground a number and never state one. */
const UNCLEAR: [RegExp, number][] = [
  [/(?<![a-z])primeir[oa]s?(?![a-z])/g, 1],
  [/(?<![a-z])segundos?(?![a-z])/g, 2],
  [new RegExp(`(?<![a-z])segundas?${COUNTED}`, 'g'), 2],
  [new RegExp(`(?<![a-z])quart[oa]s?${COUNTED}`, 'g'), 4],
  [new RegExp(`(?<![a-z])quint[oa]s?${COUNTED}`, 'g'), 5],
  [new RegExp(`(?<![a-z])sext[oa]s?${COUNTED}`, 'g'), 6],
]

/** Ordinals in words; `asSource` also reads the ambiguous ones. */
export function takeOrdinalWords(scan: Scan, asSource: boolean): void {
  for (const [word, value] of asSource ? [...CLEAR, ...UNCLEAR] : CLEAR)
    take(scan, word, () => [`ordinal:${value}`])
}
