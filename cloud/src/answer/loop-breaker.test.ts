import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { memory } from './decide-for-tests.ts'
import { asksAgain, type Exchange, exchangesOf, loopBreaker } from './loop-breaker.ts'

const pair = (asked: string, said: string): Exchange => ({ asked, said })
const QUESTIONS = [
  'tem wifi?',
  'aceitam pix?',
  'que horas abre?',
  'onde fica?',
  'tem estacionamento?',
  'fazem entrega?',
]
/** After how many turns the bot stops answering whoever asks these, or null if it never does. */
function stopsAfter(questions: string[], say: (question: string, turn: number) => string): number | null {
  const recent: Exchange[] = []
  for (const [turn, question] of questions.entries()) {
    if (loopBreaker(question, recent) || asksAgain(question, recent)) return turn
    recent.push(pair(question, say(question, turn)))
    // As many as are read from the database.
    if (recent.length > 24) recent.shift()
  }
  return null
}

test('an empty or short conversation is no loop', () => {
  expect(loopBreaker('oi', [])).toBe(false)
  expect(loopBreaker('oi', [pair('oi', 'Olá'), pair('oi', 'Olá')])).toBe(false)
})

test('the same exchange three times in a row is one, however it is written', () => {
  const same = pair('Digite 1 para vendas', 'Não entendi')
  expect(loopBreaker('e agora?', [same, same, same])).toBe(true)
  expect(loopBreaker('e agora?', [same, pair('digite 1  para VENDAS!', 'Nao entendi.'), same])).toBe(true)
})

test('a different word in between breaks the row', () => {
  const same = pair('oi', 'Olá')
  expect(loopBreaker('e o pão?', [same, same, pair('preço?', 'R$ 5'), same])).toBe(false)
})

describe('a few questions that come round and round', () => {
  it.each([2, 3, 4, 5, 6])('%i of them are seen through in three rounds, in order', (many) => {
    const rounds = Array.from({ length: 60 }, (_, i) => QUESTIONS[i % many]!)
    const stopped = stopsAfter(rounds, (question) => `Sobre ${question}`)
    expect(stopped).toBe(3 * many - 1)
    // The words of the bot may change each time: what it is asked does not.
    expect(stopsAfter(rounds, (question, turn) => `${turn}: ${question}`)).toBe(3 * many - 1)
  })

  it('are seen through in any order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 6 }),
        fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
        (many, dice) => {
          const asked = dice.map((number) => QUESTIONS[number % many]!)
          const stopped = stopsAfter(asked, (question, turn) => `${turn}: ${question}`)
          expect(stopped).not.toBeNull()
          expect(stopped).toBeLessThan(24)
        },
      ),
    )
  })

  it('are none while half of what is asked is new', () => {
    const asked = Array.from({ length: 60 }, (_, i) => (i % 2 ? `pergunta número ${i}?` : QUESTIONS[i % 6]!))
    expect(stopsAfter(asked, (question) => `Sobre ${question}`)).toBeNull()
  })

  it('are two machines that thank each other, too', () => {
    const thanks = Array.from({ length: 20 }, (_, i) => (i % 2 ? 'De nada!' : 'Obrigado!'))
    expect(stopsAfter(thanks, () => '😊')).toBeLessThan(6)
  })
})

test('asks again: the third time in a row is one too many, and small talk is no question', () => {
  const asked = [pair('cadê meu pedido?', 'R$ 5'), pair('Cadê meu pedido', 'R$ 5,00')]
  expect(asksAgain('cadê meu pedido??', asked)).toBe(true)
  expect(asksAgain('cadê meu pedido?', asked.slice(1))).toBe(false)
  expect(asksAgain('obrigada', [pair('obrigada', '😊'), pair('obrigada', '😊')])).toBe(false)
})

test('a memory’s exchanges begin anew where a person had a word', () => {
  const said = [
    memory('contact', 'oi'),
    memory('ai', 'Olá'),
    memory('member', 'Aqui é a Ana'),
    memory('contact', 'e o pão?'),
    memory('contact', 'francês'),
    memory('ai', 'R$ 5'),
    memory('contact', 'obrigada'),
  ]
  expect(exchangesOf(said)).toEqual([pair('e o pão?\nfrancês', 'R$ 5')])
  expect(exchangesOf([memory('mark', 'x'), memory('ai', 'Voltei')])).toEqual([])
})

test('long texts cost no more than short ones', () => {
  const long = 'á'.repeat(65_000)
  const begun = performance.now()
  for (let i = 0; i < 20; i++)
    loopBreaker(
      long,
      Array.from({ length: 24 }, (_, n) => pair(`${n}${long}`, long)),
    )
  const ordinary = performance.now()
  for (let i = 0; i < 20; i++)
    loopBreaker(
      'á'.repeat(500),
      Array.from({ length: 24 }, (_, n) => pair(`${n}${'á'.repeat(500)}`, 'á'.repeat(500))),
    )
  const end = performance.now()
  expect(ordinary - begun).toBeLessThan(10 * (end - ordinary) + 50)
})
