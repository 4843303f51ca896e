import type { BotSettings } from '@plantao/shared/bot-settings'
import { fold } from '@plantao/shared/fold'
import { readableEnd } from '../platform/readable.ts'
import { smallTalk } from '../portuguese/index.ts'

export type Debounce = BotSettings['debounce']

/** A line that ends on one of these goes on in the next bubble. */
const HANGING = new Set(
  `e ou mas que q de do da dos das pra para pro pras com c em no na nos nas o a os as um uma uns umas por pelo pela se porque pq entao tipo dai
  meu minha meus minhas seu sua esse essa este esta aquele aquela quando qdo como so ate sem tambem muito mais num numa`.split(
    /\s+/,
  ),
)
const ASKS =
  /\b(?:quant[oa]s?|qto|qts|qtos|qta|qtas|qnto|qual|quais|ql|quando|qdo|qnd|onde|aonde|como|quem|cade|kd|pq|por ?que|que horas?|q horas?|q hrs?|que dias?|q dias?)\b/
const VERBS = new Set(
  `e eh sao ta tao esta estao estou to tem tenho temos ter faz fazem faco quer quero queria preciso
   precisa pode podem posso da dao vai vao vou fica custa sai abre abrem fecha fecham aceita aceitam
   entrega entregam vende vendem serve chega gostaria consigo moro comprei fiz perdi pago cobra cobram
   existe funciona funcionam atende atendem trabalha trabalham sabe manda mandem veio deu foi era seria
   rola precisam conserta arruma arrumam`.split(/\s+/),
)
const VERB_ENDING = /^[a-z]{2,}(?:ar|er|ir|ando|endo|indo|aram|eram|iram|amos|emos|imos|aria|eria|iria|ou)$/

/**
 * How long to wait for another bubble, in milliseconds: `completeMs` after something that can be answered or needs no more,
 * `fragmentMs` after a hello, a line left hanging or a few words without a verb. Judged on the last bubble (last line).
 */
export function turnWait(text: string, debounce: Debounce): number {
  return isComplete(lastLine(text)) ? debounce.completeMs : debounce.fragmentMs
}

/** When a turn that opened at `openedAt` may be answered if nothing more comes: the wait, but never later than the cap. */
export function turnDue(turn: { now: Date; openedAt: Date; text: string; debounce: Debounce }): Date {
  const waited = turn.now.getTime() + turnWait(turn.text, turn.debounce)
  return new Date(Math.min(waited, turn.openedAt.getTime() + turn.debounce.capMs))
}

/**
 * When an open turn may be answered once its customer began or stopped typing: while they type, as late as the cap allows; when they
 * stopped, soon.
 */
export function typingDue(turn: {
  now: Date
  openedAt: Date
  dueAt: Date
  active: boolean
  debounce: Debounce
}): Date {
  const { now, openedAt, dueAt, active, debounce } = turn
  const cap = openedAt.getTime() + debounce.capMs
  const stopped = now.getTime() + debounce.completeMs
  return new Date(active ? Math.max(dueAt.getTime(), cap) : Math.min(dueAt.getTime(), stopped))
}

function lastLine(text: string): string {
  const end = readableEnd(text.trimEnd(), 'turn')
  return end.slice(end.lastIndexOf('\n') + 1).trim()
}

function isComplete(line: string): boolean {
  const talk = smallTalk(line)
  if (talk) return talk === 'thanks' || talk === 'goodbye'
  if (endsAsking(line)) return true
  if (line.endsWith('..') || /[,;:(\-–—/+&…]$/u.test(line)) return false
  const words = plain(line)
  if (words.length === 0 || HANGING.has(words.at(-1)!)) return false
  if (words.length >= 8) return true
  const joined = words.join(' ')
  return words.length >= 3 && (ASKS.test(joined) || words.some(isVerb))
}

/** A question mark, and no word after the last one. */
function endsAsking(line: string): boolean {
  const at = line.lastIndexOf('?')
  return at >= 0 && !/\w/.test(line.slice(at))
}

function isVerb(word: string): boolean {
  return VERBS.has(word) || VERB_ENDING.test(word)
}

function plain(line: string): string[] {
  return fold(line)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}
