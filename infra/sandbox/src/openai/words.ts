import snowball from 'snowball-stemmers'
import { chatWords } from './chat-words.ts'

const stemmer = snowball.newStemmer('portuguese')
const stems = new Map<string, string>()
const STEM_CACHE = 50_000
/** A longer run of letters is no word that has a stem. */
const LONGEST = 46

/** Folds case and accents away: "Às Terças" → "as tercas". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Folded words and figures in order; "6h30", "24/12" and "19,90" stay whole. */
export function words(text: string): string[] {
  return fold(text).match(/\d+(?:[.,:/h]\d+)*(?:h\b)?|[a-z]+(?:-[a-z]+)*/g) ?? []
}

// Snowball reads accents ("ações"); customers seldom type them, so plurals are undone on the folded word first.
const PLURALS: [RegExp, string][] = [
  [/(?:oes|aes)$/, 'ao'],
  [/(?<=..)ais$/, 'al'],
  [/(?<=..)eis$/, 'el'],
  [/(?<=..)ois$/, 'ol'],
  [/(?<=..)ns$/, 'm'],
]
const VERB_ENDS =
  /(?:aremos|eremos|iremos|assem|essem|issem|armos|ermos|irmos|ando|endo|indo|aram|eram|iram|amos|emos|imos|aria|eria|iria|ada|ado|ida|ido|ou|am|em|ar|er|ir|ei|iu)$/
const NOUN_ENDS = /(?:amento|imento|acao|icao|ador|adora|agem|mente|inha|inho|zinha|zinho|eza)$/

/** The stem of one folded word; figures stay as they are. */
export function stem(word: string): string {
  if (word.length > LONGEST) return word
  const known = stems.get(word)
  if (known !== undefined) return known
  const result = /\d/.test(word) || word.length < 3 ? word : stemFresh(word)
  if (stems.size >= STEM_CACHE) stems.clear()
  stems.set(word, result)
  return result
}

function stemFresh(word: string): string {
  let base = word
  for (const [end, singular] of PLURALS) {
    if (word.length > 3 && word !== 'maes' && end.test(word)) {
      base = word.replace(end, singular)
      break
    }
  }
  const noun = base.replace(/s$/, '').replace(NOUN_ENDS, '')
  if (noun.length >= 3 && noun !== base.replace(/s$/, '')) return trim(noun)
  const verb = base.replace(VERB_ENDS, '')
  if (verb.length >= 3 && verb !== base) return trim(verb)
  return trim(stemmer.stem(base))
}

/** Drops the vowel a noun and its verb differ by ("pinta", "pinto", "pinte" → "pint"). */
function trim(word: string): string {
  return word.length > 3 ? word.replace(/[aeo]s?$/, '') : word
}

const STOP = new Set(
  words(
    `a o as os um uma uns umas de do da dos das em no na nos nas num numa por pelo pela pelos pelas para pra pro pras pros com sem e ou
     mas que se como quando onde qual quais quem eu tu ele ela eles elas nos voce voces me te lhe meu minha meus minhas seu sua
     seus suas nosso nossa nossos nossas isso isto esse essa esses essas este esta estes estas aquele aquela aqui ai ali la ja ainda so
     tambem muito mais menos bem entao assim ate ao aos foi ser sou e era sao estou esta estao to ta tao tem ter tinha tenho
     ha vai vao vou ir vem fazer faz fazem fiz fica ficar ficam pode podem posso poder consigo consegue da dar quero queria gostaria preciso saber
     sabe favor oi ola bom boa dia tarde noite obrigado obrigada gente moca moco senhor senhora algum alguma alguns algumas coisa coisas
     tipo jeito cada todo toda todos todas outro outra mesmo mesma depois antes agora hoje ontem amanha la ne viu tudo nada
     porque pois durante sobre entre desde seja sendo sido sera deles dela dele delas nem bom certo la dai daqui sim nao tanto tal`,
  ),
)

/** True for words that carry next to no meaning of their own ("de", "vocês", "queria"). */
export function isStop(word: string): boolean {
  return STOP.has(word)
}

/** The stems of a text that carry meaning, chat spelling undone, in order. */
export function contentStems(text: string): string[] {
  return words(chatWords(fold(text)))
    .filter((word) => !isStop(word))
    .flatMap((word) => (word.includes('-') ? [word, ...word.split('-')] : [word]))
    .filter((word) => word.length > 1 || /\d/.test(word))
    .map(stem)
}

/** Character n-grams of a word between boundary marks. */
export function grams(word: string, from: number, to: number): string[] {
  const marked = `^${word}$`
  const found: string[] = []
  for (let size = from; size <= to; size++) {
    for (let at = 0; at + size <= marked.length; at++) found.push(marked.slice(at, at + size))
  }
  return found
}
