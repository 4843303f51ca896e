import { asWritten } from './as-written.ts'
import { factsOf } from './facts.ts'

export type KindOfFact = 'price' | 'percent' | 'hours' | 'date' | 'phone' | 'quantity' | 'other'
export type StatedFact = { kind: KindOfFact; text: string; readings: string[] }

const KINDS: Record<string, KindOfFact> = {
  price: 'price',
  percent: 'percent',
  hour: 'hours',
  date: 'date',
  day: 'date',
  month: 'date',
  phone: 'phone',
  email: 'other',
  link: 'other',
}
/** Bare numbers, codes and ordinals say too little to contradict anything. */
const BARE = /^(?:number|code|ordinal)$/

/** The checkable facts of a text with their kind, in the text's own words. Pure. */
export function statedFacts(text: string): StatedFact[] {
  const facts = factsOf(text, false)
  if (facts.length === 0) return []
  const written = asWritten(text)
  return facts.flatMap(({ text: words, readings }) => {
    const kinds = readings.map((reading) => reading.split(':')[0]!)
    const telling = kinds.filter((kind) => !BARE.test(kind))
    if (telling.length === 0) return []
    const known = telling.find((kind) => KINDS[kind])
    return [{ kind: known ? KINDS[known]! : 'quantity', text: written(words), readings }]
  })
}
