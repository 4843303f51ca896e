import type { MessageKind } from '@plantao/shared/conversations'

export type AskedBubble = { kind: MessageKind; text: string | null }

const QUESTION =
  /\?|\b(?:quant[oa]s?|qto|qual|quais|quando|qdo|onde|como|quem|que horas|tem como|da pra|voces? (?:tem|fazem|aceitam|vendem)|vcs (?:tem|fazem|aceitam|vendem)|posso|pode|podem|tem|aceita|preco|valor|custa)\b/i
/** Kinds whose text is what the customer said: typed, or transcribed from a voice note. */
const WORDS: readonly MessageKind[] = ['text', 'audio']

export type Asked = { question: string; unreadable: boolean }

/**
 * What a turn asks, a line for each bubble, and whether it holds something only a person can look at: media without words, or with
 * a caption that asks nothing. Stickers beside words are decoration.
 */
export function askedBy(bubbles: readonly AskedBubble[]): Asked {
  const question = bubbles
    .map(({ text }) => text?.trim() ?? '')
    .filter(Boolean)
    .join('\n')
  const media = bubbles.filter(
    ({ kind, text }) => !(WORDS.includes(kind) && text?.trim()) && !(kind === 'sticker' && question),
  )
  return { question, unreadable: media.length > 0 && !QUESTION.test(unaccented(question)) }
}

function unaccented(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '')
}
