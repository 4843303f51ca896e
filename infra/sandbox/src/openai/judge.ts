import { createHash } from 'node:crypto'
import { z } from 'zod'
import { mulberry32 } from '../random.ts'
import type { Chunk } from './lines.ts'
import { rank } from './rank.ts'

export interface Judgement {
  answers: boolean
  /** How sure the judge is that the chunks answer the question, 0..1. */
  probability: number
  /** The label of the set was played, not the words weighed. */
  played: boolean
}

/** A judge that knows the labels of a set and errs at a known rate. */
export interface PlayedJudge {
  truth: unknown
  errorRate: number
  seed: number
}

const labels = z.record(z.string(), z.boolean())
/** Coverage of the question by the best line at which the lexical judge is undecided; from the dev companies. */
const UNDECIDED = 0.38
const STEEPNESS = 9

/**
 * Does any chunk answer the question? With a played judge the labelled truth, flipped for a fixed share of questions
 * chosen by the seed (the same question is always judged alike); otherwise word coverage, which is a weak judge.
 */
export function judge(question: string, chunks: Chunk[], played: PlayedJudge | null): Judgement {
  const known = labels.safeParse(played?.truth)
  const truth = known.success ? known.data[question] : undefined
  if (played && truth !== undefined) return play(question, truth, played)
  const coverage = rank(question, chunks)[0]?.coverage ?? 0
  const probability = 1 / (1 + Math.exp(-STEEPNESS * (coverage - UNDECIDED)))
  return { answers: probability >= 0.5, probability: round(probability), played: false }
}

function play(question: string, truth: boolean, { errorRate, seed }: PlayedJudge): Judgement {
  const hash = createHash('sha256').update(question).digest().readInt32LE(0)
  const dice = mulberry32(hash ^ Math.imul(seed, 0x9e3779b1))
  const answers = dice() < errorRate ? !truth : truth
  const doubt = dice() * 0.4
  return { answers, probability: round(answers ? 1 - doubt : doubt), played: true }
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
