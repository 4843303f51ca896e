import { fold } from '@plantao/shared/fold'
import { analyse } from '../knowledge/index.ts'
import { smallTalk } from '../portuguese/index.ts'

/** Shorter answers carry nothing that would help the next customer. Words that tell something. */
const FEWEST_WORDS = 3
const LONGEST = 1500
const STALLING =
  /\b(?:um (?:momento|minut\w*|instante)|vou (?:ver|verificar|checar|conferir|perguntar)|ja (?:vejo|verifico|te (?:respondo|aviso))|so um|aguard[ae]|verificando|retorno (?:ja|em)|bom dia|boa tarde|boa noite)\b/

/** Whether a person's answer is worth showing the owner as knowledge: it says something, asks nothing, stalls nobody. Pure. */
export function isWorthProposing(question: string, answer: string): boolean {
  const said = answer.trim()
  if (question.trim().length < 3 || said.length > LONGEST || said.endsWith('?')) return false
  if (smallTalk(said) !== null || smallTalk(question) !== null) return false
  const telling = analyse(said).filter(({ content }) => content).length
  const folded = fold(said)
  return telling >= FEWEST_WORDS && !(STALLING.test(folded) && telling < 8)
}
