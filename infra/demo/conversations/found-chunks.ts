/** A part of the knowledge, as a receipt shows it. */
export type Chunk = { id: string; hash: string; heading: string | null; text: string }

/** The five parts that share most words with the question, the cited one first; a doubtful find scores low. */
export function chunksFor(chunks: Chunk[], question: string, cites: string | undefined) {
  const cited = cites ? chunks.find(({ text }) => text.includes(cites)) : undefined
  if (cites && !cited) throw new Error(`nothing in the knowledge says "${cites}"`)
  const words = wordsOf(question)
  const shared = ({ text }: Chunk) => [...wordsOf(text)].filter((word) => words.has(word)).length
  const others = chunks.filter((chunk) => chunk !== cited).sort((a, b) => shared(b) - shared(a))
  return [...(cited ? [cited] : []), ...others].slice(0, 5).map(({ heading, ...chunk }, rank) => ({
    ...chunk,
    ...(heading ? { heading } : {}),
    score: Number(((cited ? 0.82 : 0.34) / (rank + 1)).toFixed(3)),
    cited: cited !== undefined && rank === 0,
  }))
}

/** Words of four letters and more; shorter ones stand everywhere. */
function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/\p{L}{4,}/gu))
}
