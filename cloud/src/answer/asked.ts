import type { Media, MessageKind } from '@plantao/shared/conversations'

export type AskedBubble = {
  kind: MessageKind
  text: string | null
  /** What became of making out a voice note's words or what an image shows, where that was tried. */
  words?: Media['words']
  /** What an image shows. */
  description?: string | undefined
}

const QUESTION =
  /\?|\b(?:quant[oa]s?|qto|qual|quais|quando|qdo|onde|como|quem|que horas|tem como|da pra|voces? (?:tem|fazem|aceitam|vendem)|vcs (?:tem|fazem|aceitam|vendem)|posso|pode|podem|tem|aceita|preco|valor|custa)\b/i
/** Kinds whose text is what the customer said: typed, or transcribed from a voice note. */
const WORDS: readonly MessageKind[] = ['text', 'audio']

export type Asked = {
  question: string
  /** There is something that only a person can look at. */
  unreadable: boolean
  /** It might have been understood, had the model been there. */
  unheard: boolean
}

/**
 * What a turn asks, a line for each bubble, and whether it holds something only a person can look at: media without words, or with
 * a caption that asks nothing. Stickers beside words are decoration.
 */
export function askedBy(bubbles: readonly AskedBubble[]): Asked {
  const question = bubbles
    .flatMap(({ text, description }) => [text?.trim() ?? '', description?.trim() ?? ''])
    .filter(Boolean)
    .join('\n')
  const media = bubbles.filter(
    ({ kind, text, description }) =>
      !(WORDS.includes(kind) && text?.trim()) && !description?.trim() && !(kind === 'sticker' && question),
  )
  const unreadable = media.length > 0 && !QUESTION.test(unaccented(question))
  return { question, unreadable, unheard: unreadable && media.some(({ words }) => words === 'failed') }
}

function unaccented(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '')
}
