import { NUMBER, numberOf } from '../portuguese/index.ts'
import { rule as madeOnce, type Scan, take } from './scan.ts'
import { quantity, UNIT } from './units.ts'

const START = '(?<![\\w$])(?<!\\d[.,])'
const RANGE = ' ?(?:a|ate|-) ?'
const LIST = '(?: ?(?:e|ou|/) ?|, )'
const END = '(?![\\p{L}\\d])'
const MONEY = `(?:reais|real|contos?|pilas?)${END}`
const PERCENT = '%'

const price = (written: string, cents = 0): string => `price:${(numberOf(written) + cents / 100).toFixed(2)}`
const number = (written: string): string => `number:${numberOf(written)}`
const rule = (pattern: string): RegExp => madeOnce(pattern, 'gu')

/** Money: "R$ 1.234,50", "8 reais e 50 centavos", "R$ 5 a 8", "de 5 a 8 reais", "450 / 790 / 1.290" after a price; "19,90" may be one. */
export function takePrices(scan: Scan): void {
  take(
    scan,
    rule(`${START}(${NUMBER})(?=${RANGE}(?:r\\$ ?)?${NUMBER} ?${MONEY}|(?: a | ate )r\\$)`),
    ([, low]) => [price(low!)],
  )
  take(scan, rule(`${START}(${NUMBER})(?= ?(?:e|ou|/) ?${NUMBER} ?${MONEY})`), ([, first]) => [
    price(first!),
    number(first!),
  ])
  const other = `(?! ?(?:${UNIT}|${PERCENT})${END})(?![/:.,]?\\d)`
  take(scan, rule(`(?<=r\\$ ?${NUMBER}${RANGE})(${NUMBER})${other}(?! \\p{L})`), ([, high]) => [price(high!)])
  take(scan, rule(`(?<=r\\$ ?${NUMBER}(?:${RANGE}|${LIST}))(?<!\\d[.,])(${NUMBER})${other}`), ([, next]) => [
    price(next!),
    number(next!),
  ])
  take(scan, rule(`r\\$ ?(${NUMBER})`), ([, value]) => [price(value!)])
  take(
    scan,
    rule(`${START}(${NUMBER}) ?${MONEY}(?: e (\\d{1,2}) ?(?:centavos?)?${END}(?! ?(?:${UNIT}|%)))?`),
    ([, value, cents]) => [price(value!, Number(cents ?? 0))],
  )
  take(scan, rule(`${START}(\\d{1,2}) ?centavos?${END}`), ([, cents]) => [price('0', Number(cents))])
  take(
    scan,
    rule(`${START}(\\d{1,3}(?:\\.\\d{3})+,\\d{2}|\\d+,\\d{2})(?!\\d)(?! ?(?:${UNIT}|${PERCENT})${END})`),
    ([, value]) => [price(value!), number(value!)],
  )
}

/** "10 a 15%", "cinquenta por cento". */
export function takePercents(scan: Scan): void {
  take(scan, rule(`${START}(${NUMBER})(?=${RANGE}${NUMBER} ?${PERCENT})`), ([, low]) => [percent(low!)])
  take(scan, rule(`${START}(${NUMBER})(?=${LIST}${NUMBER} ?${PERCENT})`), ([, first]) => [
    percent(first!),
    number(first!),
  ])
  take(scan, rule(`${START}(${NUMBER}) ?${PERCENT}`), ([, value]) => [percent(value!)])
}

/** Numbers with a unit: "10 a 15 dias", "1,5 kg", "3x", "um ano e meio", "meia hora". */
export function takeQuantities(scan: Scan): void {
  take(scan, rule(`(?<!\\p{L})mei[oa] (${UNIT})${END}`), ([, unit]) => [quantity(0.5, unit!)])
  take(scan, rule(`${START}(${NUMBER})(?=${RANGE}${NUMBER} ?(${UNIT})${END})`), ([, low, unit]) => [
    quantity(numberOf(low!), unit!),
  ])
  take(scan, rule(`${START}(${NUMBER})(?=${LIST}${NUMBER} ?(${UNIT})${END})`), ([, first, unit]) => [
    quantity(numberOf(first!), unit!),
    number(first!),
  ])
  take(scan, rule(`${START}(${NUMBER}) ?(${UNIT}) e mei[oa]${END}`), ([, value, unit]) => [
    quantity(numberOf(value!) + 0.5, unit!),
  ])
  take(scan, rule(`${START}(${NUMBER}) ?(${UNIT})${END}`), ([, value, unit]) => [
    quantity(numberOf(value!), unit!),
  ])
}

/** What is left with a digit in it: "2º", "S21", "6 vagas". */
export function takeNumbers(scan: Scan): void {
  take(scan, rule(`${START}(\\d{1,3})(?:[ºª°]|[oa]s?${END})`), ([, value]) => [`ordinal:${Number(value)}`])
  take(scan, /(?<![a-z0-9])(?=[a-z0-9]*[a-z])(?=[a-z0-9]*\d)[a-z0-9]+/g, ([code]) => [`code:${code}`])
  take(scan, rule(`(?<!\\w)(${NUMBER})`), ([, value]) => [number(value!)])
  take(scan, /\d+/g, ([digits]) => [`number:${Number(digits)}`])
}

function percent(written: string): string {
  return `percent:${numberOf(written)}`
}
