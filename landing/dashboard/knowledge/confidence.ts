import type { TryAnswer } from '@plantao/shared/conversations'

/**
 * Whether a confidence was weighed at all. Who asks for a person, complains or is in danger gets one before the text is
 * searched: "0 %" would then read as a judgement that nobody made.
 */
export function wasWeighed({ confidence, reason }: Pick<TryAnswer, 'confidence' | 'reason'>): boolean {
  return confidence > 0 || reason === 'low_confidence'
}
