import { cut } from '@plantao/shared/cut'
import { fold } from '@plantao/shared/fold'
import type { MemoryEntry } from '../conversations/index.ts'
import { MOST_READ } from '../platform/readable.ts'
import { smallTalk } from '../portuguese/index.ts'

/** A longer question stands on its own. Words. */
const LONGEST = 8
/** Words that name nothing to look for: without others, the question before tells what is meant. Folded. */
const NOTHING_OF_ITS_OWN = new Set(
  `e mas ou se a o as os um uma de do da dos das em no na nos nas por pra pro para com sem ate ai la ali aqui so tb tbm tambem entao que q qual quais quanto qto
  quanta quantos quando qdo onde como quem porque pq eh sao esta ta tem pode da fica vai ser seria funciona vale igual mesmo mesma isso isto esse essa esses essas este esta aquele
  aquela ele ela eles elas dele dela nele nela desse dessa disso outro outra outros outras nesse nessa neste nesta caso sim nao segunda terca quarta quinta sexta sabado domingo feriado
  feira hoje hj amanha depois dia dias semana fim fds hora horas horario noite tarde manha mes ano vc vcs voce voces me eu ja mais menos cada todo todos toda`.split(
    /\s+/,
  ),
)
const POINTS_BACK =
  /^(?:e|mas|ou|entao|ah|ok|e se|tambem|tb|so)\b|\b(?:isso|esse|essa|desse|dessa|disso|ele|ela|dele|dela|nele|nela|outr[oa]s?|mesm[oa]|la)\b/

export type FollowUp = {
  /** What to search for when the question alone says too little. */
  enriched: string
  /** True when the question names nothing of its own, so that searching it alone would find chance. */
  empty: boolean
  /** True when it says itself that it leans on something before ("e no sábado?"); "qual o horário?" may mean the company. */
  pointsBack: boolean
  /** The few words of its own, folded: what is found must speak of them. */
  own: string[]
}

/**
 * Reads a short question that leans on the one before it ("e no sábado?"), or an answer to what the bot asked back ("na matriz").
 * Null when the question stands on its own or there is nothing before it.
 */
export function followUp(question: string, memory: readonly MemoryEntry[]): FollowUp | null {
  const words = folded(question)
  if (words.length === 0 || words.length > LONGEST) return null
  const before = memory.findLast(({ author, text }) => author === 'contact' && smallTalk(text) === null)
  if (!before) return null
  const own = words.filter((word) => !NOTHING_OF_ITS_OWN.has(word))
  const last = memory.at(-1)
  const answersBack = last?.author === 'ai' && /\?\s*\S{0,3}$/.test(last.text) && !question.includes('?')
  const pointsBack = answersBack || POINTS_BACK.test(words.join(' '))
  const leans = answersBack || own.length === 0 || (own.length <= 2 && pointsBack)
  return leans
    ? {
        enriched: `${room(before.text, question)}\n${question}`,
        empty: own.length === 0 || answersBack,
        pointsBack,
        own,
      }
    : null
}

/** As much of the question before as leaves room for the one that is asked. */
function room(before: string, question: string): string {
  return cut(before, Math.max(0, MOST_READ.question - question.length - 1))
}

/** Whether a found text speaks of any of the words, by their beginnings. */
export function speaksOf(text: string, words: readonly string[]): boolean {
  const stems = folded(text).map((word) => word.slice(0, 5))
  return words.length === 0 || words.some((word) => stems.includes(word.slice(0, 5)))
}

function folded(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}
