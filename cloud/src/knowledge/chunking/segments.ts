import { headingLevel } from './headings.ts'

/** The smallest piece a chunk is made of: a line, or a sentence of it. Offsets into the text; never blank. */
export type Segment = {
  start: number
  end: number
  /** 0 for ordinary text; 1 for a title line, 2 for a line such as "Matriz:" above the rows it rules */
  heading: 0 | 1 | 2
}

/** A piece longer than this (characters) is cut at a space, so that no chunk can grow without bound. */
const LONGEST_SEGMENT = 400

// A sentence ends at . ! ? … followed by space and something that can begin a sentence; "R$ 1.190" and "Av. dos" stay whole.
const SENTENCE_END = /(?<![.!?…])[.!?…]+["”')\]]*\s+(?=["“'(]?[\p{Lu}\p{N}])/gu
const ABBREVIATION =
  /(?:^|[\s("])(?:av|r|dr|dra|sr|sra|srta|prof|profa|tel|cel|n|nº|no|pç|jd|vl|cx|kg|un|ex|obs|pag|art|etc|min|max|apto|ap|lt|qd)$/iu
/** The longest of them, and what may stand before it. Characters. */
const ABBREVIATED = 6

/** All non-blank lines and sentences of a text, in order, trimmed, with offsets into it. */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = []
  const lines = linesOf(text)
  lines.forEach(([start, end], index) => {
    const next = lines[index + 1]
    const heading = headingLevel(text.slice(start, end), next ? text.slice(next[0], next[1]) : '')
    if (heading > 0) {
      segments.push({ start, end, heading })
      return
    }
    for (const [from, to] of sentencesOf(text, start, end)) pushBounded(segments, text, from, to)
  })
  return segments
}

function linesOf(text: string): [number, number][] {
  const lines: [number, number][] = []
  for (const match of text.matchAll(/[^\r\n\u2028\u2029]+/g)) {
    const trimmed = trim(text, match.index, match.index + match[0].length)
    if (trimmed[1] > trimmed[0]) lines.push(trimmed)
  }
  return lines
}

function sentencesOf(text: string, start: number, end: number): [number, number][] {
  const line = text.slice(start, end)
  const sentences: [number, number][] = []
  let from = 0
  for (const match of line.matchAll(SENTENCE_END)) {
    const to = match.index + match[0].length
    const before = line.slice(Math.max(from, match.index - ABBREVIATED), match.index)
    if (match[0].trimEnd() === '.' && ABBREVIATION.test(before)) continue
    sentences.push(trim(text, start + from, start + to))
    from = to
  }
  if (from < line.length) sentences.push(trim(text, start + from, end))
  return sentences
}

function pushBounded(segments: Segment[], text: string, start: number, end: number): void {
  let from = start
  while (end - from > LONGEST_SEGMENT) {
    const window = text.slice(from, from + LONGEST_SEGMENT)
    const space = window.search(/\s\S*$/)
    let cut = from + (space > LONGEST_SEGMENT / 2 ? space : LONGEST_SEGMENT)
    if (isLowSurrogate(text, cut)) cut -= 1
    const [a, b] = trim(text, from, cut)
    if (b > a) segments.push({ start: a, end: b, heading: 0 })
    from = cut
  }
  const [a, b] = trim(text, from, end)
  if (b > a) segments.push({ start: a, end: b, heading: 0 })
}

/** True where a cut at this offset would part a surrogate pair. */
function isLowSurrogate(text: string, offset: number): boolean {
  return /[\uDC00-\uDFFF]/.test(text.charAt(offset)) && /[\uD800-\uDBFF]/.test(text.charAt(offset - 1))
}

function trim(text: string, start: number, end: number): [number, number] {
  let from = start
  let to = end
  while (from < to && /\s/.test(text.charAt(from))) from += 1
  while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1
  return [from, to]
}
