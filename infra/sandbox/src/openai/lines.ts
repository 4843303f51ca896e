/** A piece of knowledge small enough to quote, with what it needs to be understood. */
export interface Line {
  text: string
  /** Position in reading order inside its chunk. */
  at: number
  chunkId: string
  /** Innermost heading first: ['Matriz', 'HORÁRIOS']. */
  headings: string[]
  /** The whole source line, of which `text` may be one sentence. */
  source: string
  /** True when the line reads as an entry of a list or table and is shown under its heading. */
  item: boolean
}

export interface Chunk {
  id: string
  heading?: string | null | undefined
  text: string
  /** Lines the asker thinks most like the question, 0 to 1: a hint. */
  highlights?: readonly { text: string; match: number }[]
}

const MAX_HEADING = 60
const MAX_WHOLE = 170
/** What a row names before its colon: at most five words, or it is a clause and no name. */
const LEAD = /^[-*•–]?\s*((?:\S+\s){0,4}[^\s:]+):\s/

function isCapitals(line: string): boolean {
  const head = line.split(/[(:–-]/)[0]!.replace(/[^\p{L}]/gu, '')
  return head.length >= 4 && head === head.toUpperCase()
}

function isHeading(line: string, next: string | undefined): boolean {
  if (line.length > MAX_HEADING || next === undefined || next.trim() === '') return false
  if (/[.!?;,]$/.test(line) || /^[-*•–\d]/.test(line)) return false
  if (line.endsWith(':')) return true
  if (/:\s/.test(line)) return false
  return isCapitals(line) || (!/\d/.test(line) && line.split(/\s+/).length <= 6 && /^\p{Lu}/u.test(line))
}

/** Sentences of a line; decimals, abbreviations ("Dr.", "R$ 1.890") and ".." do not end one. */
export function sentences(text: string): string[] {
  const parts = text.split(
    /(?<=[^.\s][.!?])(?<!\b(?:Dr|Dra|Sr|Sra|Av|R|tel|ex|obs|min|máx|nº|Prof|Profa)\.)\s+(?=[\p{Lu}\d"“(])/u,
  )
  return parts.map((part) => part.trim()).filter((part) => part.length > 0)
}

/** Splits one chunk into quotable lines, each with its headings. */
export function linesOf(chunk: Chunk): Line[] {
  const rows = chunk.text.split('\n')
  const found: Line[] = []
  let section = chunk.heading?.trim() || undefined
  let under: string | undefined
  for (const [at, raw] of rows.entries()) {
    const row = raw.trim()
    if (row === '') {
      under = undefined
      continue
    }
    const next = rows[at + 1]
    if (isHeading(row, next)) {
      if (isCapitals(row)) {
        section = row
        under = undefined
      } else under = row.replace(/:$/, '')
      continue
    }
    const headings = [under, section].filter((heading) => heading !== undefined)
    let lead: string | undefined
    const item = /^[-*•–]/.test(row) || /^[^.]{2,60}:\s/.test(row) || row.length <= MAX_WHOLE / 2
    const pieces = row.length <= MAX_WHOLE ? [row] : sentences(row)
    for (const [index, piece] of pieces.entries()) {
      const ownLead = piece.match(LEAD)?.[1]
      // A later sentence of "Unha em fibra: … . Quebrou? …" still speaks of the nails.
      const lost = ownLead === undefined && lead !== undefined && !headings.includes(lead)
      found.push({
        text: piece,
        at: found.length,
        chunkId: chunk.id,
        headings: lost && lead ? [lead, ...headings] : headings,
        source: row,
        item: (item && index === 0) || lost,
      })
      lead = ownLead ?? lead
    }
    if (/^\p{Lu}[^.]{1,50}:$/u.test(row)) under = row.replace(/:$/, '')
  }
  return found
}
