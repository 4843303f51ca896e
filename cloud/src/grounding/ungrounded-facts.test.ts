import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryFact, type KnownFact, stated } from './arbitrary-facts.ts'
import { factsOf } from './facts.ts'
import { ungroundedFacts } from './ungrounded-facts.ts'

type Company = { knowledge: string; questions: { text: string; answer?: string }[] }
const companies: Company[] = JSON.parse(
  readFileSync(new URL('../answer/fixtures/companies.json', import.meta.url), 'utf8'),
)

describe('one fact, many spellings', () => {
  test.each([
    ['R$ 8', 'R$ 8,00', '8 reais', 'oito reais', 'R$8', '8,00 reais'],
    ['R$ 1.234,50', '1234,50', 'R$1.234,50', 'mil duzentos e trinta e quatro reais e cinquenta centavos'],
    ['R$ 2 mil', 'dois mil reais', 'R$ 2.000,00', '2 mil reais'],
    ['às 8h', '8h', '08:00', '8:00', 'às 8', 'oito da manhã', 'às oito horas', '8h da manhã'],
    ['8h30', '08:30', 'oito e meia', 'às 8 e meia', 'às oito e trinta', '8:30h', '8h30min'],
    ['20h', '20:00', 'oito da noite', 'às 8 da noite'],
    ['15 dias', 'quinze dias', '15 dias'],
    ['1 hora', '60 minutos', 'uma hora', '60 min'],
    ['um ano', '1 ano'],
    ['meia dúzia', 'meia duzia', '0,5 dúzia'],
    ['50%', '50 %', 'cinquenta por cento', '50 por cento'],
    ['(31) 90000-0001', '31 900000001', '+55 31 90000-0001', '31.90000.0001', '(031) 90000 0001'],
    ['25/12', '25 de dezembro', 'vinte e cinco de dezembro'],
    ['1º de janeiro', '01/01', 'primeiro de janeiro'],
    ['3x', '3 vezes', 'três vezes', '3 parcelas'],
    ['2ª', '2a', '2º'],
    ['https://exemplo.com.br/agenda', 'exemplo.com.br/agenda', 'www.exemplo.com.br/agenda'],
    ['1,5 kg', '1.5 kg', 'um quilo e meio', '1,5 quilos'],
  ])('%s', (...spellings) => {
    for (const draft of spellings)
      for (const source of spellings)
        expect(ungroundedFacts(`Fica ${draft}.`, [`Aqui: ${source}.`]), `${draft} from ${source}`).toEqual([])
  })

  test.each([
    ['das 8 às 18h', 'Segunda a sexta: 8h às 18h'],
    ['de 8 a 18 reais', 'R$ 8 a R$ 18'],
    ['entre 10 e 15 dias', '10 a 15 dias'],
    ['dias 24 e 31 de dezembro', '24/12 e 31/12'],
    ['Sim, no dia 25', 'Dia 25/12 não abrimos'],
    ['Ligue 90000-0001', 'WhatsApp (31) 90000-0001'],
    ['das 9 ao meio-dia', '9h às 12h'],
    ['1️⃣ Desligue\n2️⃣ Traga', 'Desligar e trazer'],
    ['à uma da tarde', 'às 13h'],
    ['1. Desligue\n2. Traga', 'Desligar e trazer'],
    ['Temos uma loja bonita', 'Loja bonita'],
    ['Precisa de 1 pessoa', 'Precisa de uma pessoa'],
  ])('%s is met by: %s', (draft, source) => expect(ungroundedFacts(draft, [source])).toEqual([]))
})

/** Each of these went out once in some form of the lock, or would if a rule were dropped. */
const MUST_BE_CAUGHT: [string, string][] = [
  ['O frete custa R$ 8.', 'Abrimos às 8h'],
  ['O frete custa 8 reais.', 'Temos 8 lojas'],
  ['Abrimos às 8.', 'Custa R$ 8,00 e temos 8 vagas'],
  ['Abrimos às 8h.', 'Abrimos às 18h'],
  ['Abrimos às 8h30.', 'Abrimos às 8h'],
  ['Abrimos às oito e meia.', 'Abrimos às 8h'],
  ['Fechamos às 8 da noite.', 'Abrimos às 8h'],
  ['Temos 8 lojas.', 'Frete R$ 8,00, abre às 8h, prazo 8 dias'],
  ['Custa R$ 80.', 'Custa R$ 8'],
  ['Custa R$ 8,50.', 'Custa R$ 8,00'],
  ['Custa oitenta reais.', 'Custa R$ 8'],
  ['Custa mil reais.', 'Custa R$ 100'],
  ['Custa R$ 1.500.', 'Custa R$ 1,50'],
  ['Prazo de 3 dias.', 'Prazo de 3 dias úteis'],
  ['Prazo de 3 dias úteis.', 'Prazo de 3 dias'],
  ['Prazo de 3 semanas.', 'Prazo de 3 dias'],
  ['Garantia de um ano.', 'Garantia de 6 meses em uma loja'],
  ['Leva meia hora.', 'Leva 1 hora'],
  ['Desconto de 10%.', 'R$ 10 por kg, 10 unidades'],
  ['Desconto de dez por cento.', 'Desconto de 5%'],
  ['De 10 a 20%.', 'De 10 a 15%'],
  ['De 2 a 5 dias.', 'Em 5 dias'],
  ['Dia 26/12.', 'Dia 25/12'],
  ['Dia 25 de novembro.', 'Dia 25/12'],
  ['Em 25/12/2027.', 'Em 25/12/2026'],
  ['Vence dia 10.', 'Vence dia 5, prazo de 10 dias'],
  ['Em março.', 'Em abril'],
  ['Ligue (31) 90000-0002.', '(31) 90000-0001'],
  ['Ligue (11) 90000-0001.', '(31) 90000-0001'],
  ['Escreva para a@exemplo.com.br.', 'b@exemplo.com.br'],
  ['Veja exemplo.com.br/promo.', 'exemplo.com.br'],
  ['Siga @outra.', 'Siga @padaria'],
  ['Parcelamos em 6x.', 'Parcelamos em 3x, 6 vagas'],
  ['Leve meia dúzia.', 'Leve uma dúzia'],
  ['De R$ 8 a R$ 12.', 'De R$ 8 a R$ 10'],
  ['Das oito e meia às 18h.', 'Das 8h às 18h'],
  ['É o 3º andar.', '3 andares'],
  ['É no 6º andar.', 'Aberto na sexta, no andar de cima'],
  ['É a terceira rua.', 'É a segunda rua'],
  ['Serve o S22.', 'Serve o S21 e o 22'],
  ['sábado,9 lojas', 'sábado, 8 lojas'],
  ['São vinte e cinco vagas.', 'São 20 vagas e 5 bicicletas'],
  ['São duas unidades.', 'Matriz e Lojinha'],
  ['Custa R$ ８.', 'Custa R$ 7'],
  ['Chega em 40 min ou R$ 40 de volta.', 'Chega em 40 minutos'],
  ['Ligue 193.', 'Ligue para nós'],
]

describe('must be caught', () => {
  test.each(MUST_BE_CAUGHT)('%s | %s', (draft, source) =>
    expect(ungroundedFacts(draft, [source])).not.toEqual([]),
  )

  // Mutants: locks that look right at first. The cases above must tell them from the real one.
  const digits = (text: string): string[] => text.match(/\d+/g) ?? []
  const mutants: Record<string, (draft: string, source: string) => boolean> = {
    'compares digits only': (draft, source) =>
      digits(draft).every((number) => digits(source).includes(number)),
    'looks for the digits anywhere': (draft, source) =>
      digits(draft).every((number) => source.includes(number)),
    'forgets the kind of a fact': (draft, source) =>
      factsOf(draft, false).every(({ text }) =>
        digits(text).every((number) => digits(source).includes(number)),
      ),
    'forgets words': (draft, source) => ungroundedFacts(draft.replace(/\p{L}+/gu, ''), [source]).length === 0,
  }
  test.each(Object.entries(mutants))('by a lock that %s it would not be', (_, passes) => {
    expect(MUST_BE_CAUGHT.filter(([draft, source]) => passes(draft, source)).length).toBeGreaterThan(3)
  })
})

describe('properties', () => {
  test('a fact that no source states is caught, whatever else the draft and the sources say', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryFact, { maxLength: 6 }),
        arbitraryFact,
        fc.nat(100),
        fc.nat(100),
        (known: KnownFact[], invented, pick, say) => {
          fc.pre(!known.some((fact) => fact.means.some((meaning) => invented.means.includes(meaning))))
          const source = known.map((fact) => stated(fact, pick)).join('\n')
          const draft = [...known.map((fact) => stated(fact, say)), stated(invented, say)].join(' ')
          expect(ungroundedFacts(draft, [source]), `${draft} | ${source}`).not.toEqual([])
        },
      ),
      { numRuns: 3000, seed: 20261123 },
    )
  })

  test('a fact that a source states is met in every spelling', () => {
    fc.assert(
      fc.property(arbitraryFact, fc.nat(100), fc.nat(100), (fact, pick, say) => {
        const source = stated(fact, pick)
        const draft = stated(fact, say)
        expect(ungroundedFacts(draft, [source]), `${draft} | ${source}`).toEqual([])
      }),
      { numRuns: 3000, seed: 20261123 },
    )
  })

  const texts = companies.map(({ knowledge }) => knowledge)
  test('a source quoted word for word is always met', () => {
    const lines = texts.flatMap((text) => text.split('\n').map((line) => [line, text] as const))
    const refused = lines.filter(([line, text]) => ungroundedFacts(line, [text]).length > 0)
    expect(refused).toEqual([])
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), fc.nat(12), (text, from, count) => {
        const rows = text.split('\n')
        const quoted = rows.slice(from % rows.length, (from % rows.length) + count + 1).join('\n')
        expect(ungroundedFacts(quoted, [text])).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('answers of people to the development questions are met, and not by another company', () => {
    const answered = companies.flatMap(({ knowledge, questions }) =>
      questions.flatMap(({ text, answer }) => (answer ? [{ answer, sources: [knowledge, text] }] : [])),
    )
    expect(answered).toHaveLength(120)
    expect(answered.filter(({ answer, sources }) => ungroundedFacts(answer, sources).length > 0)).toEqual([])
  })

  test('any text is read to the end', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(ungroundedFacts(text, [text])).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
