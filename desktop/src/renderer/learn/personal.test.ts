import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Person, personalWords } from './personal.ts'

const JOANA: Person = {
  name: 'Joana Prado',
  phone: '5531998765432',
  question: 'meu bolo chegou amassado, e agora?',
  wrote: [
    'meu bolo chegou amassado, e agora?',
    'o pedido é o 48213, paguei 1.250,00',
    'moro na rua das Acácias 77, meu e-mail é jp77@x.example',
  ],
}
const IGOR = { name: 'Igor Lima', question: 'o bolo veio amassado' }
const stopped = (text: string, reader = IGOR, others: string[] = []) =>
  personalWords(text, JOANA, reader, others).stop.map(({ kind, words }) => `${kind}: ${words}`)

describe('what stops an answer before it goes to somebody else', () => {
  const table: [string, string, string[]][] = [
    ['the name, whatever its case', 'joana, aqui é a Bia. Sinto muito!', ['name: joana']],
    ['the family name', 'Sra. Prado, sinto muito.', ['name: Prado']],
    ['the telephone as people write it', 'ligamos no (31) 99876-5432 hoje', ['phone: (31) 99876-5432']],
    ['the telephone with its country', 'vi o +55 31 9 9876 5432 aqui', ['phone: +55 31 9 9876 5432']],
    ['an order by its word', 'O pedido nº 99120 sai hoje', ['order: pedido 99120']],
    ['an order by its sign', 'o seu é o #99120', ['order: #99120']],
    ['a number they wrote', 'o 48213 sai às 16h', ['theirs: 48213']],
    ['an amount they wrote, written otherwise', 'devolvemos os 1250,00 hoje', ['theirs: 1250,00']],
    ['a mail address they wrote', 'mandamos para jp77@x.example.', ['theirs: jp77@x.example']],
    ['their street', 'entregamos na Rua das Acácias, 77', ['address: Rua das Acácias 77']],
    [
      'what was agreed on',
      'O seu ficou em R$ 850 porque você é cliente antiga. O frete custa R$ 8,00.',
      ['deal: R$ 850'],
    ],
  ]
  it.each(table)('%s', (_name, text, expected) => {
    expect(stopped(text)).toEqual(expected)
  })

  it('nothing of what holds for everybody', () => {
    for (const text of [
      'Pode nos mandar uma foto em até 2 horas? A gente refaz ou devolve o valor.',
      'Abrimos de segunda a sábado, das 6h às 20h; no domingo, das 7h às 13h.',
      'O pedido mínimo é de 50 salgados por sabor.',
      'A chave pix é o CNPJ 12.345.678/0001-90.',
      'Nosso telefone é o (31) 3222-1100.',
    ])
      expect(stopped(text)).toEqual([])
  })

  it('not the name that both have, nor a word of the question', () => {
    expect(stopped('Prado, sinto muito', { ...IGOR, name: 'Rui Prado' })).toEqual([])
    expect(stopped('o bolo da joana', { ...IGOR, question: 'é o bolo joana?' })).toEqual([])
  })

  it('the name of another one who gets a text too', () => {
    expect(stopped('Igor, sinto muito', IGOR, ['Marlene'])).toEqual([])
    expect(stopped('Marlene, sinto muito', IGOR, ['Marlene'])).toEqual(['name: Marlene'])
  })

  it('a name put anywhere into any text', () => {
    const words = fc.stringMatching(/^[a-z ]{0,40}$/)
    fc.assert(
      fc.property(words, words, fc.constantFrom('Joana', 'JOANA', 'joana', 'Joána'), (a, b, name) => {
        expect(stopped(`${a} ${name}, ${b}`)).toContain(`name: ${name}`)
      }),
    )
  })
})

it('points out what may hold for one alone: amounts, other addresses', () => {
  const { stop, check } = personalWords('O frete é R$ 8,00; estamos na Av. Brasil, 1200.', JOANA, IGOR)
  expect(stop).toEqual([])
  expect(check).toEqual([
    { kind: 'money', words: 'R$ 8,00' },
    { kind: 'address', words: 'Av Brasil 1200' },
  ])
})

it('costs no more than the length of the text', () => {
  /** Milliseconds of this process, whatever else the machine does; a cost that grows with the square takes minutes here. */
  const cost = (text: string) => {
    const begun = process.cpuUsage()
    personalWords(text, { ...JOANA, wrote: [text] }, IGOR)
    return process.cpuUsage(begun).user / 1000
  }
  for (const piece of ['1 ', '(1', 'R$ ', 'rua ', 'pedido n ', '#', '((((', 'Joana ', '.', '1.-']) {
    const long = piece.repeat(131_072 / piece.length)
    expect(cost(long), piece).toBeLessThan(5000)
    // A run that does not stand at the end after all.
    expect(cost(`${long}x`), `${piece} and an x`).toBeLessThan(5000)
  }
})
