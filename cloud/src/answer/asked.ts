import type { Media, MessageKind } from '@plantao/shared/conversations'
import { readable } from '../platform/readable.ts'

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

/** Before words that were made out of a voice note or a picture: the customer's, and perhaps misheard. */
export const MARKS = { audio: '[áudio] ', image: '[imagem] ' } as const

export type Asked = {
  /** As much of it as is read. */
  question: string
  /** The same for the model, each line that a machine made out marked with what it came from. */
  marked: string
  /** There is something that only a person can look at. */
  unreadable: boolean
  /** It might have been understood, had the model been there. */
  unheard: boolean
}

/**
 * What a turn asks, a line for each bubble, and whether it holds something only a person can look at: media without words, or with
 * a caption that asks nothing, or more words than are read: half of a question must not be answered. Stickers beside words are decoration.
 */
export function askedBy(bubbles: readonly AskedBubble[]): Asked {
  const said = bubbles.flatMap(({ kind, text, description }) => [
    { mark: kind === 'audio' ? MARKS.audio : '', words: text?.trim() ?? '' },
    { mark: MARKS.image, words: description?.trim() ?? '' },
  ])
  const spoken = said.filter(({ words }) => words)
  const whole = spoken.map(({ words }) => words).join('\n')
  const question = readable(whole, 'turn')
  const media = bubbles.filter(
    ({ kind, text, description }) =>
      !(WORDS.includes(kind) && text?.trim()) && !description?.trim() && !(kind === 'sticker' && question),
  )
  const unheeded = media.length > 0 && !QUESTION.test(unaccented(question))
  return {
    question,
    // Not cut: of a question that was cut nothing is answered, and a mark must not cost its last words.
    marked: spoken.map(({ mark, words }) => mark + words.replaceAll('\n', `\n${mark}`)).join('\n'),
    unreadable: unheeded || question.length < whole.length,
    unheard: unheeded && media.some(({ words }) => words === 'failed'),
  }
}

function unaccented(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '')
}
