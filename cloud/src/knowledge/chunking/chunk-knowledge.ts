import { createHash } from 'node:crypto'
import { headingText } from './headings.ts'
import { type Segment, segmentsOf } from './segments.ts'

/** A piece of a tenant's knowledge. `text === source.slice(start, end)`; `hash` is the sha256 of it, in hex. */
export type Chunk = {
  position: number
  start: number
  end: number
  text: string
  /** the headings in force where the chunk begins, outermost first, joined by ' › ' */
  heading?: string
  hash: string
}

/** Aimed length of a chunk, in characters (product definition: about 800). */
export const CHUNK_SIZE = 800
/** Part of a chunk that the next one repeats (product definition: 20 %). */
export const CHUNK_OVERLAP = 0.2

/**
 * Cuts knowledge into overlapping chunks at sentence and line ends.
 * In: any text. Out: chunks in order that together hold every non-blank character; none is empty; same text, same chunks.
 */
export function chunkKnowledge(text: string): Chunk[] {
  const segments = segmentsOf(text)
  const headings = headingsInForce(text, segments)
  const chunks: Chunk[] = []
  let first = 0
  while (first < segments.length) {
    const last = lastOf(segments, first)
    const start = segments[first]!.start
    const end = segments[last]!.end
    const body = text.slice(start, end)
    const heading = headings[first]
    chunks.push({
      position: chunks.length,
      start,
      end,
      text: body,
      ...(heading ? { heading } : {}),
      hash: createHash('sha256').update(body).digest('hex'),
    })
    if (last === segments.length - 1) break
    first = nextFirst(segments, first, last)
  }
  return chunks
}

function lastOf(segments: Segment[], first: number): number {
  const start = segments[first]!.start
  let last = first
  while (last + 1 < segments.length && segments[last + 1]!.end - start <= CHUNK_SIZE) last += 1
  if (last + 1 === segments.length) return last
  // A heading at the foot belongs to the rows that follow it; where nothing but headings would be put off, they stay.
  let foot = last
  while (foot > first && segments[foot]!.heading > 0) foot -= 1
  return segments[foot]!.heading > 0 ? last : foot
}

function nextFirst(segments: Segment[], first: number, last: number): number {
  const from = segments[last]!.end - CHUNK_SIZE * CHUNK_OVERLAP
  let next = last + 1
  while (next - 1 > first && segments[next - 1]!.start >= from) next -= 1
  // Not even one sentence fits the overlap: repeat the last one, if the chunk still moves forward by most of its length.
  const repeated = segments[last]!
  if (next === last + 1 && last > first && repeated.end - repeated.start <= CHUNK_SIZE / 2) next = last
  return next
}

function headingsInForce(text: string, segments: Segment[]): string[] {
  let title = ''
  let label = ''
  return segments.map((segment, index) => {
    // A blank line ends what a label such as "Matriz:" rules; a title rules until the next title.
    const gap = text.slice(segments[index - 1]?.end ?? 0, segment.start)
    if (/\n[^\S\n]*\n|\r\r/.test(gap.replaceAll('\r\n', '\n')) && segments[index - 1]?.heading !== 2)
      label = ''
    const name = headingText(text.slice(segment.start, segment.end))
    if (segment.heading === 1) {
      title = name
      label = ''
    } else if (segment.heading === 2) label = name
    return [title, label].filter(Boolean).join(' › ')
  })
}
