import type { Tone } from '@plantao/shared/bot-settings'
import type { HandoffReason } from '@plantao/shared/handoff'
import type { MemoryEntry } from '../conversations/index.ts'
import { type Completion, type Models, ModelUnavailable } from '../models/index.ts'
import type { Clock } from '../platform/clock.ts'
import { intentOf, smallTalk } from '../portuguese/index.ts'
import { type Asked, type AskedBubble, askedBy } from './asked.ts'
import { checkDraft } from './check.ts'
import { fitReply } from './fit-reply.ts'
import { asksAgain, type Exchange, exchangesOf, loopBreaker } from './loop-breaker.ts'
import { type Outcome, plainOutcome } from './outcome.ts'
import type { ModelAnswer } from './prompt.ts'
import { type Found, retrieve, withinBudget } from './retrieve.ts'
import { SMALL_TALK_REPLIES } from './small-talk-replies.ts'
import { writeAnswer } from './write.ts'

export type { FoundChunk, Outcome } from './outcome.ts'
export type { Found } from './retrieve.ts'

export type DecideInput = {
  companyName: string
  tone: Tone
  /** Probability below which a person is called. */
  threshold: number
  /** The turn's bubbles that were not withdrawn, oldest first. */
  bubbles: readonly AskedBubble[]
  /** The messages before the turn, oldest first. */
  memory: readonly MemoryEntry[]
  /** What was asked and said before, for the loop breaker, oldest first; taken from the memory when left out. */
  recent?: readonly Exchange[]
  /** This person has had all the answers that the bot gives one person in so short a time. */
  sated?: boolean
  /** The month's answers are used up: small talk goes on, questions go to a person. */
  overQuota?: boolean
  /** The month's ceiling of model costs is reached: whatever needs a model goes to a person. */
  overCeiling?: boolean
  /** Time for everything, retries included; 8 s when left out. Milliseconds. */
  budgetMs?: number
}

/** Told what a call cost, also where it failed or was given up; millionths of a dollar. */
export type OnCost = (usdMicro: number) => void
export type Search = (question: string, signal: AbortSignal, onCost: OnCost) => Promise<Found>

export type DecideDeps = { search: Search; models: Pick<Models, 'complete'>; clock: Clock }

/** How long a customer may wait for words that a model writes. Milliseconds. */
const BUDGET_MS = 8000
/** Room for the longest reply and its citations. Tokens. */
const MAX_TOKENS = 700
/** Reasons a model may give; the others are known only outside of it. */
const MODEL_REASONS: readonly HandoffReason[] = ['customer_asked', 'complaint', 'emergency', 'policy']

/**
 * Decides the outcome of a turn: small talk, a reply, a question back, or a handoff with its reason. Stores and sends nothing. Never
 * throws for a model or search that fails or is late: that is a handoff too.
 */
export async function decide(input: DecideInput, deps: DecideDeps): Promise<Outcome> {
  const asked = askedBy(input.bubbles)
  const { question, unreadable, unheard } = asked
  const recent = input.recent ?? exchangesOf(input.memory)
  if (input.sated || loopBreaker(question, recent))
    return plainOutcome({ decision: 'handoff', reason: 'policy', stopped: true })
  if (asksAgain(question, recent)) return plainOutcome({ decision: 'handoff', reason: 'policy' })
  const intent = intentOf(question)
  if (intent) return plainOutcome({ decision: 'handoff', reason: intent })
  if (unreadable)
    return plainOutcome({ decision: 'handoff', reason: unheard ? unheardReason(input) : 'unsupported_media' })
  const talk = smallTalk(question)
  if (talk)
    return plainOutcome({
      decision: 'smalltalk',
      smallTalk: talk,
      text: SMALL_TALK_REPLIES[input.tone][talk],
    })
  if (question === '') return plainOutcome({ decision: 'handoff', reason: 'unsupported_media' })
  if (input.overQuota) return plainOutcome({ decision: 'handoff', reason: 'quota' })
  if (input.overCeiling) return plainOutcome({ decision: 'handoff', reason: 'quota' })
  return answer(input, asked, deps)
}

async function answer(
  input: DecideInput,
  { question, marked }: Asked,
  { search, models, clock }: DecideDeps,
): Promise<Outcome> {
  const started = clock.now().getTime()
  const elapsed = (): number => clock.now().getTime() - started
  const { signal, done, left } = budgetOf(input.budgetMs ?? BUDGET_MS)
  const outcome = plainOutcome({ decision: 'handoff' })
  const onCost = (usdMicro: number) => {
    outcome.costUsdMicro += usdMicro
  }
  try {
    const find = (words: string, until: AbortSignal) => search(words, until, onCost)
    const found = await retrieve(find, question, { ...input, signal })
    outcome.confidence = found.confidence
    outcome.chunks = found.chunks.map(({ highlights: _highlights, ...chunk }) => ({ ...chunk, cited: false }))
    outcome.timings.retrieveMs = elapsed()
    if (found.chunks.length === 0 || found.confidence < input.threshold)
      return { ...outcome, reason: 'low_confidence' }
    const draft = await withinBudget(
      writeAnswer(models, documentOf(input, marked, found), {
        timeoutMs: left(),
        maxTokens: MAX_TOKENS,
        signal,
        onCost,
      }),
      signal,
    )
    outcome.timings.writeMs = elapsed() - outcome.timings.retrieveMs
    return judged(input, question, found, draft, outcome, elapsed)
  } catch (error) {
    return { ...outcome, reason: 'model_unavailable', trouble: nameOf(error) }
  } finally {
    done()
  }
}

/** The draft, checked: what may be said, or why a person must. */
function judged(
  input: DecideInput,
  question: string,
  found: Found,
  draft: Completion<ModelAnswer>,
  soFar: Outcome,
  elapsed: () => number,
): Outcome {
  const before = elapsed()
  const { decision, reason, reply, citations } = draft.value
  const outcome: Outcome = {
    ...soFar,
    chunks: soFar.chunks.map((chunk) => ({ ...chunk, cited: citations.includes(chunk.id) })),
    model: draft.model,
    tokens: draft.tokens,
  }
  if (decision === 'handoff')
    return { ...outcome, reason: MODEL_REASONS.find((known) => known === reason) ?? 'low_confidence' }
  if (decision === 'clarify' && input.memory.findLast(({ author }) => author !== 'contact')?.asksBack)
    return { ...outcome, reason: 'low_confidence' }
  const draftedReply = fitReply(reply)
  const customerWords = input.memory.filter(({ author }) => author === 'contact').map(({ text }) => text)
  const checked = checkDraft({
    answer: { ...draft.value, reply: draftedReply },
    chunks: found.chunks,
    question,
    customerWords,
    company: input.companyName,
  })
  outcome.timings = { ...outcome.timings, checkMs: elapsed() - before }
  if (!checked.ok) return { ...outcome, reason: checked.handoff, refused: checked.facts }
  return { ...outcome, decision: decision === 'answer' ? 'reply' : decision, text: draftedReply }
}

/** Nobody listened: the month's ceiling, or the model was away. */
function unheardReason({ overCeiling }: DecideInput): HandoffReason {
  return overCeiling ? 'quota' : 'model_unavailable'
}

function documentOf(input: DecideInput, question: string, { chunks }: Found) {
  return { company: input.companyName, tone: input.tone, history: input.memory, question, chunks }
}

/** A signal that fires when the time is up, what is left of it, and how to put it away. */
function budgetOf(ms: number) {
  const controller = new AbortController()
  const until = performance.now() + ms
  const timer = setTimeout(() => controller.abort(new DOMException('reply budget spent', 'TimeoutError')), ms)
  return {
    signal: controller.signal,
    left: () => Math.max(1, Math.ceil(until - performance.now())),
    done: () => clearTimeout(timer),
  }
}

/** A failure by name; its message may hold what someone wrote, so it stays out. */
function nameOf(error: unknown): string {
  if (error instanceof ModelUnavailable) return `${error.name}: ${error.kind}`
  return error instanceof Error ? error.name : typeof error
}
