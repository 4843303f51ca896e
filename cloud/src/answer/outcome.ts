import type { HandoffReason } from '@plantao/shared/handoff'
import type { smallTalk } from '../portuguese/index.ts'

export type FoundChunk = {
  id: string
  text: string
  heading?: string | undefined
  hash: string
  score: number
  /** Its lines that look most like the question; for the model only, receipts do without. */
  highlights?: readonly { text: string; match: number }[]
}

/** What was decided for a turn and everything its receipt tells about why. Plain data: it may wait as a draft. */
export type Outcome = {
  decision: 'reply' | 'clarify' | 'smalltalk' | 'handoff'
  /** Why a person must act; only with `handoff`. */
  reason?: HandoffReason
  /** The reply without greeting; empty for a handoff, whose words are the owner's. */
  text: string
  /** Kind of small talk when no model was asked. */
  smallTalk?: NonNullable<ReturnType<typeof smallTalk>>
  /** Probability that the chunks answer; null when nothing was searched. */
  confidence: number | null
  chunks: (FoundChunk & { cited: boolean })[]
  model: string | null
  tokens: { input: number; output: number } | null
  /** Millionths of a dollar. */
  costUsdMicro: number
  /** Milliseconds of each step taken. */
  timings: { retrieveMs?: number; writeMs?: number; checkMs?: number }
  /** It stops here: it has said too much to this person, or talks to a machine. */
  stopped?: boolean
  /** Facts or sentences because of which a draft was refused. */
  refused?: string[]
  /** What failed behind `model_unavailable`, for the log: names only, never text of anyone. */
  trouble?: string
}

/** An outcome without retrieval or model. */
export function plainOutcome(part: Partial<Outcome> & Pick<Outcome, 'decision'>): Outcome {
  return {
    text: '',
    confidence: null,
    chunks: [],
    model: null,
    tokens: null,
    costUsdMicro: 0,
    timings: {},
    ...part,
  }
}
