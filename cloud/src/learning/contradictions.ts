import { cut } from '@plantao/shared/cut'
import type { Contradiction } from '@plantao/shared/learning'
import { statedFacts } from '../grounding/index.ts'
import { analyse, type FoundChunk } from '../knowledge/index.ts'
import { readable } from '../platform/readable.ts'

/** A row must speak of this share of what the question names to be about the same thing. */
const ABOUT = 0.6
/** Words that ask for a kind of fact and name no subject. */
const ASKING = new Set(['price', 'hours', 'contact', 'place', 'pay'])
/** A chunk's neighbours are often a list of alike rows; only so many are shown. */
const MOST_SHOWN = 5

type Unit = { stem: string; concepts: readonly string[] }

/**
 * Places in the knowledge that say something else about what a proposal says: a row on the same subject whose price,
 * hours, phone or the like differ both ways. More of the same is no contradiction. Pure.
 */
export function contradictionsOf(
  pair: { question: string; answer: string },
  chunks: readonly Pick<FoundChunk, 'id' | 'heading' | 'text'>[],
): Contradiction[] {
  const [question, answer] = [readable(pair.question, 'question'), readable(pair.answer, 'answer')]
  const proposed = statedFacts(answer)
  if (proposed.length === 0) return []
  const subject = subjectOf(question, answer)
  if (subject.length === 0) return []
  const seen = new Set<string>()
  const found: Contradiction[] = []
  for (const chunk of chunks) {
    let label = ''
    for (const line of chunk.text.split('\n')) {
      const row = line.trim()
      if (row === '') continue
      const facts = statedFacts(row)
      if (facts.length === 0) {
        label = row
        continue
      }
      if (!isAbout(`${row} ${row.includes(':') ? '' : label} ${chunk.heading ?? ''}`, row, subject)) continue
      for (const kind of new Set(proposed.map((fact) => fact.kind))) {
        const ours = proposed.filter((fact) => fact.kind === kind)
        const theirs = facts.filter((fact) => fact.kind === kind)
        const added = ours.filter((fact) => !theirs.some((other) => shares(fact.readings, other.readings)))
        const missing = theirs.filter((fact) => !ours.some((other) => shares(fact.readings, other.readings)))
        if (theirs.length === 0 || added.length === 0 || missing.length === 0) continue
        const key = `${kind}\n${row}`
        if (seen.has(key)) continue
        seen.add(key)
        found.push({
          chunkId: chunk.id,
          text: cut(row, 500),
          kind,
          proposed: added.map(({ text }) => text),
          existing: missing.map(({ text }) => text),
          ...(chunk.heading ? { heading: chunk.heading } : {}),
        })
      }
    }
  }
  return found.slice(0, MOST_SHOWN)
}

/** What the pair is about: what the question names; when it only asks, what the answer names. */
function subjectOf(question: string, answer: string): Unit[] {
  const asked = unitsOf(question)
  const named = asked.filter(({ concepts }) => !concepts.some((concept) => ASKING.has(concept)))
  if (named.length > 0) return named
  return asked.length > 0 ? asked : unitsOf(answer)
}

function unitsOf(text: string): Unit[] {
  return analyse(text)
    .filter(({ content, word }) => content && !/^\d+$/.test(word))
    .map(({ stem, concepts }) => ({ stem, concepts }))
}

function isAbout(context: string, row: string, subject: Unit[]): boolean {
  const words = analyse(context)
  const covered = (units: Unit[], among: readonly Unit[]) =>
    units.filter((unit) =>
      among.some(
        (other) =>
          other.stem === unit.stem ||
          other.concepts.some((one) => unit.concepts.includes(one) && ASKING.has(one)),
      ),
    ).length
  // Its heading alone does not make a row be about something: the row must name part of it.
  return covered(subject, words) / subject.length >= ABOUT && covered(subject, analyse(row)) > 0
}

function shares(one: readonly string[], other: readonly string[]): boolean {
  return one.some((reading) => other.includes(reading))
}
