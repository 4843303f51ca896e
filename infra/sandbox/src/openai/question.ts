import { chatWords } from './chat-words.ts'
import { contentStems, fold } from './words.ts'

/** What kind of fact would answer: decides which lines earn a bonus. */
export type Wants = 'money' | 'hour' | 'day' | 'duration' | 'place' | 'contact' | 'amount' | 'payment'

export interface Question {
  stems: string[]
  wants: Set<Wants>
  /** Asks when the place is open, not when something else happens. */
  opening: boolean
}

const ASKS: [Wants, RegExp][] = [
  [
    'money',
    /\bprecos?\b|\bvalor|\bcusta|\bcobra|\bpagar?\b.{0,12}\b(?:extra|mais)|\btaxa|\bcaro|\bfrete|\bgratis|\bdesconto|\bmulta|\bquanto\b/,
  ],
  [
    'hour',
    /\b(?:que|quais|qual|de|ate|as) (?:que )?horas?\b|\bhorario|\babre|\bfecha|\baberto|\babrem|\bfecham|\bcedo|\bfunciona/,
  ],
  [
    'day',
    /\b(?:que|qual|quais|em que) dias?\b|\bquando\b|\bsegunda|\bterca\b|\bquarta|\bquinta|\bsexta|\bsabado|\bdomingo|\bferiado|\bnatal\b/,
  ],
  [
    'duration',
    /\bquanto(?:s|as)? (?:tempo|dias|horas|meses|semanas|anos)\b|\bdemora|\bprazo|\bdura\b|\bate quando\b|\bfica pronto|\bantecedencia|\bgarantia|\bvalidade/,
  ],
  ['place', /\bonde\b|\bendereco|\bqual rua\b|\bem que rua\b|\bbairro|\blocaliza|\bque lugar/],
  ['contact', /\btelefone|\bcontato|\bwhatsapp|\bnumero\b|\be-?mail|\bligar\b/],
  ['amount', /\bquant[oa]s?\b|\btamanho|\bidade|\bminim[oa]|\bmaxim[oa]|\blimite/],
  [
    'payment',
    /\bparcel|\bcartao|\bpix\b|\bboleto|\bdinheiro|\bdividir|\bvale (?:refeicao|alimentacao)|\bcredito|\bdebito/,
  ],
]

const OPENING =
  /\b(?:abre|abrem|abrir|fecha|fecham|fechar|abert[oa]s?|funcionam?|funcionamento|expediente)\b|\bhorarios? de (?:funcionamento|atendimento)\b/
/** Headings under which opening hours stand. */
export const OPENING_HEADING = /\bhorarios?\b|\bfuncionamento\b|\bexpediente\b/

const HOLDS: Record<Wants, RegExp> = {
  money: /r\$ ?\d|\d ?reais|\bgratis|\bgratuit|\bde graca|\bcusto zero|\d ?%|\bsem custo|\bmulta/,
  hour: /\b\d{1,2}h(?:\d\d)?\b|\b\d{1,2}:\d\d\b|\b24 ?h|\bmeio-dia|\bfechad|\bhorario/,
  day: /\bsegunda|\bterca|\bquarta|\bquinta|\bsexta|\bsabado|\bdomingo|\bferiado|\b\d{1,2}\/\d{1,2}\b|\b\d{1,2} de [a-z]/,
  duration: /\b\d+ ?(?:a \d+ ?)?(?:dias?|horas?|h\b|minutos?|min\b|meses|mes\b|anos?|semanas?)/,
  place:
    /\brua\b|\bavenida|\bav\.|\bpraca|\bbairro|\bestrada|\brodovia|\bandar\b|\bshopping|\bpiso\b|\bunidade/,
  contact: /\(\d\d\) ?\d{4,5}|\S@\S|\bwww\./,
  amount: /\d/,
  payment: /\bpix\b|\bcartao|\bboleto|\bdinheiro|\b\d+x\b|\bcredito|\bdebito|\bvale\b|\bticket/,
}

/** Reads a customer's question: its meaningful stems and the kinds of fact it asks for. */
export function readQuestion(text: string): Question {
  const plain = chatWords(fold(text)).replace(/\s+/g, ' ')
  const wants = new Set(ASKS.filter(([, asks]) => asks.test(plain)).map(([kind]) => kind))
  return { stems: contentStems(text), wants, opening: OPENING.test(plain) }
}

/** Whether a folded line holds a fact of the wanted kind (a price, an hour, a street…). */
export function holds(wants: Wants, folded: string): boolean {
  return HOLDS[wants].test(folded)
}
