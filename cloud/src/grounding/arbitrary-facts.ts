import fc from 'fast-check'
import { MONTHS } from '../portuguese/index.ts'

/** A made-up fact: its spellings, each in a sentence, and what it can mean, told independently of the lock's own reading. */
export type KnownFact = { sentences: string[]; means: string[] }

const SMALL = [
  'zero',
  'um',
  'dois',
  'três',
  'quatro',
  'cinco',
  'seis',
  'sete',
  'oito',
  'nove',
  'dez',
  'onze',
  'doze',
  'treze',
  'catorze',
  'quinze',
  'dezesseis',
  'dezessete',
  'dezoito',
  'dezenove',
]
const TENS = ['', '', 'vinte', 'trinta', 'quarenta', 'cinquenta', 'sessenta', 'setenta', 'oitenta', 'noventa']
const HUNDREDS = [
  '',
  'cento',
  'duzentos',
  'trezentos',
  'quatrocentos',
  'quinhentos',
  'seiscentos',
  'setecentos',
  'oitocentos',
  'novecentos',
]

/** A whole number from 0 to 9,999 in Portuguese. */
export function inWords(value: number): string {
  if (value < 20) return SMALL[value]!
  if (value === 100) return 'cem'
  if (value < 100)
    return [TENS[Math.floor(value / 10)], value % 10 ? SMALL[value % 10] : ''].filter(Boolean).join(' e ')
  if (value < 1000)
    return [HUNDREDS[Math.floor(value / 100)], value % 100 ? inWords(value % 100) : '']
      .filter(Boolean)
      .join(' e ')
  const [thousands, rest] = [Math.floor(value / 1000), value % 1000]
  const head = thousands === 1 ? 'mil' : `${inWords(thousands)} mil`
  if (rest === 0) return head
  return rest < 100 || rest % 100 === 0 ? `${head} e ${inWords(rest)}` : `${head} ${inWords(rest)}`
}

const two = (value: number): string => String(value).padStart(2, '0')
const brazilian = (value: number): string => value.toLocaleString('pt-BR', { minimumFractionDigits: 2 })

const price = fc.integer({ min: 2, max: 9999 }).map((value) => ({
  means: [`R$ ${value}.00`],
  sentences: [
    `O valor é R$ ${brazilian(value)}.`,
    `Custa R$ ${value}.`,
    `Sai por ${value} reais.`,
    `Fica ${inWords(value)} reais.`,
  ],
}))
const priceWithCents = fc
  .integer({ min: 101, max: 99_999 })
  .filter((cents) => cents % 100 !== 0)
  .map((cents) => ({
    means: [`R$ ${(cents / 100).toFixed(2)}`],
    sentences: [
      `O valor é R$ ${brazilian(cents / 100)}.`,
      `Custa R$${(cents / 100).toFixed(2).replace('.', ',')}.`,
    ],
  }))
const percent = fc.integer({ min: 1, max: 100 }).map((value) => ({
  means: [`${value}%`],
  sentences: [
    `A taxa é de ${value}%.`,
    `São ${value} por cento.`,
    `São ${inWords(value)} por cento.`,
    `A taxa é de ${value} %.`,
  ],
}))
const hour = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 20, 30, 45, 50))
  .map(([h, m]) => ({
    means: [`${h}:${two(m)}`],
    sentences: [
      `Abre às ${h}h${m ? two(m) : ''}.`,
      `Abre às ${two(h)}:${two(m)}.`,
      m === 0 ? `Abre às ${h}.` : `Abre às ${h}:${two(m)}h.`,
      m === 30 ? `Abre às ${inWords(h)} e meia.` : `Abre às ${h}h${two(m)}.`,
    ],
  }))
const UNITS = [
  ['dia', 'dias', 'dias'],
  ['dia útil', 'dias úteis', 'dias uteis'],
  ['semana', 'semanas', 'semanas'],
  ['mês', 'meses', 'meses'],
  ['ano', 'anos', 'anos'],
  ['kg', 'kg', 'quilos'],
  ['ml', 'ml', 'mililitros'],
  ['km', 'km', 'quilômetros'],
  ['vez', 'vezes', 'x'],
] as const
const quantity = fc
  .tuple(fc.integer({ min: 2, max: 300 }), fc.constantFrom(...UNITS))
  .map(([value, [unit, many, other]]) => ({
    means: [`${value} ${unit}`],
    sentences: [
      `São ${value} ${many}.`,
      `São ${inWords(value)} ${many}.`,
      `São ${value}${other === 'x' ? '' : ' '}${other}.`,
    ],
  }))
const count = fc.integer({ min: 2, max: 9999 }).map((value) => ({
  means: [`number ${value}`],
  sentences: [`Temos ${value} vagas.`, `Temos ${inWords(value)} vagas.`],
}))
const date = fc
  .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }))
  .map(([day, month]) => ({
    means: [`${day}/${month}`],
    sentences: [
      `Será em ${two(day)}/${two(month)}.`,
      `Será em ${day} de ${MONTHS[month - 1]}.`,
      `Será em ${day === 1 ? 'primeiro' : inWords(day)} de ${MONTHS[month - 1]}.`,
    ],
  }))
const phone = fc
  .tuple(fc.integer({ min: 11, max: 99 }), fc.integer({ min: 0, max: 99_999_999 }))
  .map(([area, local]) => {
    const digits = String(local).padStart(8, '0')
    const [head, tail] = [digits.slice(0, 4), digits.slice(4)]
    return {
      means: [`tel ${area}${digits}`],
      sentences: [
        `Ligue (${area}) 9${head}-${tail}.`,
        `Ligue ${area} 9${head} ${tail}.`,
        `Ligue +55 ${area} 9${head}-${tail}.`,
        `Ligue ${area}9${digits}.`,
      ],
    }
  })
const word = fc.stringMatching(/^[a-z]{4,10}$/)
const link = word.map((name) => ({
  means: [`link ${name}`],
  sentences: [
    `Veja https://${name}.com.br/menu.`,
    `Veja ${name}.com.br/menu.`,
    `Veja www.${name}.com.br/menu.`,
  ],
}))
const email = word.map((name) => ({
  means: [`mail ${name}`],
  sentences: [`Escreva para ${name}@exemplo.com.br.`, `Escreva para ${name.toUpperCase()}@EXEMPLO.com.br.`],
}))

/** Any fact of any kind the lock must read. */
export const arbitraryFact: fc.Arbitrary<KnownFact> = fc.oneof(
  price,
  priceWithCents,
  percent,
  hour,
  quantity,
  count,
  date,
  phone,
  link,
  email,
)

/** One of the fact's sentences, chosen by a number. */
export function stated(fact: KnownFact, choice: number): string {
  return fact.sentences[choice % fact.sentences.length]!
}
