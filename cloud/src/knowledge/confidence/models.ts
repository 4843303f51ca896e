import type { ConfidenceModel } from './confidence.ts'
import lexical2 from './lexical-2.json' with { type: 'json' }

/** The judge for searches without an embedder that understands meaning (offline, hashed vectors). */
export const LEXICAL_MODEL: ConfidenceModel = lexical2

/** The judge fitted for an embedder; words alone decide where none was fitted for it. In: the embedder's name. */
export function modelFor(embedder: string): ConfidenceModel {
  return [LEXICAL_MODEL].find((model) => model.embedder === embedder) ?? LEXICAL_MODEL
}
