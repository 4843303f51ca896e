import { type Gist, sameKind } from './likeness.ts'
import { closeWords, oneErrorKeys } from './spelling-distance.ts'

type Place = { gist: number; unit: number; word: string }

/**
 * Gists by their words, so that those alike to another are found without holding it against each. Answers just what
 * `likeness` does; what shares nothing with the one asked for is not met at all.
 */
export class AlikeIndex {
  readonly #gists: Gist[] = []
  readonly #places = new Map<string, Place[]>()

  /** Takes a gist in. Answers its number, counted from 0. */
  add(gist: Gist): number {
    const number = this.#gists.push(gist) - 1
    gist.units.forEach((unit, at) => {
      for (const key of keysOf(unit)) {
        const place = { gist: number, unit: at, word: unit.word }
        const known = this.#places.get(key)
        if (known) known.push(place)
        else this.#places.set(key, [place])
      }
    })
    return number
  }

  /** How alike the gists are that share anything with this one, by number; the others are 0. */
  alike(gist: Gist): Map<number, number> {
    // Which units have a partner, as bits: here of the one asked for, there of the other.
    const met = new Map<number, { here: number; there: number }>()
    gist.units.forEach((unit, at) => {
      for (const key of keysOf(unit))
        for (const place of this.#places.get(key) ?? []) {
          if (key.startsWith(TYPO) && !closeWords(unit.word, place.word)) continue
          const known = met.get(place.gist)
          if (known) {
            known.here |= 1 << at
            known.there |= 1 << place.unit
          } else met.set(place.gist, { here: 1 << at, there: 1 << place.unit })
        }
    })
    const found = new Map<number, number>()
    for (const [number, { here, there }] of met) {
      const other = this.#gists[number]!
      if (sameNumbers(gist, other))
        found.set(number, (bits(here) + bits(there)) / (gist.units.length + other.units.length))
    }
    return found
  }
}

const TYPO = 'typo '

/** Under what a unit is found: each of them is a reason by which `likeness` makes two units partners. */
function keysOf({ word, stem, concepts }: Gist['units'][number]): string[] {
  return [
    `stem ${stem}`,
    ...concepts.filter(sameKind).map((concept) => `kind ${concept}`),
    ...oneErrorKeys(word).map((key) => TYPO + key),
  ]
}

function sameNumbers(one: Gist, other: Gist): boolean {
  return (
    one.numbers.size === other.numbers.size && [...one.numbers].every((number) => other.numbers.has(number))
  )
}

function bits(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count += 1
  return count
}
