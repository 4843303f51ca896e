import { TextCache } from '../platform/text-cache.ts'
import { factsOf } from './facts.ts'

/** A fact nobody stated, in the words it was read in. */
export type UngroundedFact = {
  text: string
  /** What it was read as first: `price`, `percent`, `date`, `hour`, `phone`, `link`, `email`, `number` and so on. */
  kind: string
}

/**
 * The grounding lock: facts of a draft (prices, percentages, dates, hours, phones, quantities, numbers, e-mails, links) that no
 * source states. Sources are the cited chunks and the customer's own words. A fact must be met in its own kind: a price of 8 is
 * not grounded by eight o'clock. Empty means the draft may be sent.
 */
export function ungroundedFacts(draft: string, sources: readonly string[]): UngroundedFact[] {
  const facts = factsOf(draft, false)
  if (facts.length === 0) return []
  const stated = sources.map(statedBy)
  const missing = facts.filter(
    ({ readings }) => !readings.some((reading) => stated.some((known) => known.has(reading))),
  )
  const told = missing.map(
    ({ text, readings }) => [text, { text, kind: readings[0]!.split(':')[0]! }] as const,
  )
  return [...new Map(told).values()]
}

/** Reading a chunk costs about 0.1 ms and the same few chunks are cited all day; some 500 of them stay read. Characters. */
const read = new TextCache<ReadonlySet<string>>(400_000)
/** Shorter texts are customers' words: cheap to read and not kept. Longer ones than a chunk are, too. Characters. */
const [LONG, LONGEST] = [300, 2_000]

function statedBy(source: string): ReadonlySet<string> {
  return source.length < LONG || source.length > LONGEST ? readFacts(source) : read.get(source, readFacts)
}

function readFacts(source: string): ReadonlySet<string> {
  const stated = new Set<string>()
  for (const asSource of [false, true])
    for (const { readings } of factsOf(source, asSource))
      for (const reading of readings) for (const wider of implied(reading)) stated.add(wider)
  return stated
}

/** What a stated fact states besides: a full date its day and month, a phone its number without area code. */
function implied(reading: string): string[] {
  const date = /^date:(\d+)\/(\d+)(?:\/\d+)?$/.exec(reading)
  if (date) return [reading, `date:${date[1]}/${date[2]}`, `day:${date[1]}`, `month:${date[2]}`]
  const phone = /^phone:\d{2}(\d{8,9})$/.exec(reading)
  return phone ? [reading, `phone:${phone[1]}`] : [reading]
}
