import type { Token } from './analyse.ts'
import { MARK } from './marks.ts'

/** What kind of fact a question asks for. `attribute`: "qual a marca", the noun asked for is `focus`. */
export type QuestionKind = {
  kind:
    | 'price'
    | 'clock'
    | 'duration'
    | 'day'
    | 'place'
    | 'contact'
    | 'person'
    | 'payment'
    | 'count'
    | 'attribute'
    | 'open'
    | 'yesno'
  /** marks (bits) of which an answer should carry at least one; 0 when any text may answer */
  wanted: number
  /** the token asked for in "qual X", "quantos X", "que tipo de X", if any */
  focus: Token | null
}

const RULES: readonly (readonly [QuestionKind['kind'], number, RegExp])[] = [
  [
    'duration',
    MARK.duration,
    /\b(?:quanto tempo|quantos? (?:dias?|horas?|semanas?|mes(?:es)?|minutos?)|prazo|demora|(?:vale|dura) (?:ate )?qua(?:nto|ndo)|antecedencia|validade)\b/,
  ],
  [
    'clock',
    MARK.clock,
    /\b(?:(?:a|ate|de|em)? ?que horas?|qual (?:e )?(?:o )?horario|horarios?|a partir de que horas)\b/,
  ],
  [
    'price',
    MARK.money,
    /\b(?:quanto (?:e|esta|custa|sai|fica|da|cobra|voces|que|paga|ficaria|seria|sairia|por|para|o|a|os|as|na|no)|quanto$|custa|custam|preco|precos|valor|valores|cobram?|taxa|quanto)\b/,
  ],
  [
    'day',
    MARK.day,
    /\b(?:que dias?|quais dias|qual (?:o )?dia|quando|que data|qual (?:a )?data|dias da semana|proximo dia)\b/,
  ],
  [
    'place',
    MARK.address,
    /\b(?:onde (?:fica|e|esta|voces)|endereco|localizacao|localizad\w+|que rua|como chego|qual (?:o )?bairro)\b/,
  ],
  [
    'contact',
    MARK.contact,
    /\b(?:telefone|e mail|email|instagram|qual (?:o )?(?:numero|whatsapp|contato|site)|como (?:entro|falo|faco contato))\b/,
  ],
  ['person', MARK.person, /\b(?:quem|qual profissional|qual (?:o )?nome)\b/],
  [
    'payment',
    MARK.payment,
    /\b(?:forma(?:s)? de pagamento|aceita(?:m)? (?:cartao|pix|credito|debito|cheque)|parcela(?:m|r)?|em quantas vezes|como (?:posso )?pag\w+)\b/,
  ],
  ['count', MARK.number, /\b(?:quant[oa]s|quantidade)\b/],
]
const FOCUS_BEFORE = new Set(['qual', 'quais', 'que', 'quantos', 'quantas', 'quanta', 'cujo'])
const SKIPPED = new Set([
  'o',
  'a',
  'os',
  'as',
  'e',
  'do',
  'da',
  'de',
  'tipo',
  'sua',
  'seu',
  'meu',
  'minha',
  'foi',
  'sao',
  'eram',
  'era',
])

/** Reads the kind from the question's tokens. The first rule that fits wins; a question without a question word is yes/no. */
export function questionKind(tokens: readonly Token[]): QuestionKind {
  const text = tokens.map((token) => token.word).join(' ')
  const focus = focusOf(tokens)
  for (const [kind, wanted, rule] of RULES) if (rule.test(text)) return { kind, wanted, focus }
  if (focus) return { kind: 'attribute', wanted: 0, focus }
  return {
    kind: /\b(?:o que|como|por que|porque|qual|quais)\b/.test(text) ? 'open' : 'yesno',
    wanted: 0,
    focus: null,
  }
}

function focusOf(tokens: readonly Token[]): Token | null {
  for (let index = 0; index < tokens.length - 1; index += 1) {
    const word = tokens[index]!.word
    if (!FOCUS_BEFORE.has(word)) continue
    // "que" asks only at the start or after a preposition ("de que marca"); elsewhere it joins clauses.
    if (word === 'que' && index > 0 && !/^(?:de|em|com|por|para|a|ate)$/.test(tokens[index - 1]!.word))
      continue
    let next = index + 1
    while (next < tokens.length - 1 && SKIPPED.has(tokens[next]!.word)) next += 1
    const focus = tokens[next]!
    if (focus.content) return focus
  }
  return null
}
