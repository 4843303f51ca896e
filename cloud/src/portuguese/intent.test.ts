import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { intentOf } from './intent.ts'

type Company = { questions: { id: string; kind: string; text: string }[] }
const companies: Company[] = JSON.parse(
  readFileSync(new URL('../answer/fixtures/companies.json', import.meta.url), 'utf8'),
)
const questions = companies.flatMap((company) => company.questions)

describe('customer_asked', () => {
  test.each([
    'quero falar com uma pessoa',
    'quero falar com um atendente',
    'Quero falar com o gerente',
    'queria falar com a responsável por favor',
    'preciso falar com alguém da equipe',
    'posso falar com o dono?',
    'tem como falar com um humano?',
    'dá pra conversar com uma pessoa de verdade?',
    'me passa pra um atendente',
    'me transfere pra alguém',
    'pode chamar o gerente?',
    'chama a dona por favor',
    'atendente',
    'atendente por favor',
    'quero atendimento humano',
    'não quero falar com robô',
    'cansei desse robô',
    'como faço pra falar com um atendente?',
    'oi, falar com atendente',
    'quero um atendente',
    'quero falar com a Renata',
    'vcs podem me ligar? quero conversar com alguém do financeiro',
    'tem algum humano aí?',
    'quero falar c alguem',
    'me coloca em contato com o suporte',
    'prefiro ser atendida por... quero falar com uma vendedora',
  ])('%s', (text) => expect(intentOf(text)).toBe('customer_asked'))
})

describe('complaint', () => {
  test.each([
    'isso é um absurdo',
    'vou no procon',
    'Vou colocar no Reclame Aqui',
    'quero meu dinheiro de volta!!!',
    'que falta de respeito com o cliente',
    'péssimo atendimento',
    'o atendimento de vocês é horrível',
    'nunca mais compro aí',
    'vocês estragaram meu sofá',
    'estou muito decepcionada com vocês',
    'me sinto enganada',
    'é a terceira vez que ligo e ninguém me responde',
    'quero fazer uma reclamação',
    'meu pedido não chegou e vcs não respondem',
    'vou processar vocês',
    'bando de golpistas',
  ])('%s', (text) => expect(intentOf(text)).toBe('complaint'))
})

describe('emergency', () => {
  test.each([
    'socorro',
    'SOCORRO minha filha desmaiou',
    'meu gato não está respirando',
    'tá pegando fogo aqui na loja',
    'meu cachorro comeu chumbinho',
    'é uma emergência, ele tá sangrando muito',
    'cheiro de gás muito forte aqui',
    'ela engasgou me ajudem',
    'minha mãe tá tendo um infarto',
    'a bateria do celular tá pegando fogo',
  ])('%s', (text) => expect(intentOf(text)).toBe('emergency'))
})

describe('none of them: the same words in another sense', () => {
  test.each([
    'qual o horário do atendente?',
    'que horas o gerente chega?',
    'até que horas tem atendente no domingo?',
    'vocês têm vaga de atendente?',
    'você é uma pessoa de verdade?',
    'é um robô que responde?',
    'quanto custa o pacote por pessoa?',
    'o bolo é para 20 pessoas',
    'vou falar com meu marido e te aviso',
    'posso falar com vocês por aqui?',
    'me passa o valor do corte',
    'me passa pro pix o valor',
    'vocês atendem emergência?',
    'tem plantão de emergência?',
    'se meu cachorro engasgar o que eu faço?',
    'vocês fazem seguro contra incêndio?',
    'a loja fica perto da rua Nossa Senhora do Socorro?',
    'estou morrendo de vontade de comer esse bolo',
    'quanto tempo demora a devolução?',
    'se eu cancelar vocês devolvem o dinheiro?',
    'meu gato é muito bravo, vocês atendem?',
    'tenho vergonha de ir na academia',
    'esse bolo é um absurdo de bom',
    'qual o processo de matrícula?',
    'onde jogo o lixo?',
    'tem dor horrível no dente, vocês atendem convênio?',
    'meu celular foi roubado, vocês bloqueiam?',
    'é minha segunda vez aí, tem desconto?',
    'o bolo não pode faltar, vcs entregam?',
    'preciso de um responsável pra assinar a matrícula?',
    'quero um técnico pra montar meu armário',
    'eu sou o responsável pela criança, o que levo?',
    'falei com a atendente ontem e ela disse 50 reais',
    'quero ser atendida pela Simone, que dia ela tem?',
    'meu pedido não chegou, pode ver?',
    'veio errado, como troco?',
    'que vergonha, esqueci o horário, dá pra remarcar?',
    'minha pele ficou irritada, posso passar creme?',
    'meu celular caiu na água e pegou fogo ontem, tem garantia?',
    'é urgente, até que horas vcs abrem?',
    'oi, bom dia',
    'obrigada',
    '',
  ])('%s', (text) => expect(intentOf(text)).toBeNull())
})

describe('development companies', () => {
  test('every question that needs a person is seen', () => {
    const missed = questions.filter(({ kind, text }) => kind === 'human' && intentOf(text) === null)
    expect(missed).toEqual([])
  })

  test('nothing else is taken for one', () => {
    const wrong = questions.filter(({ kind, text }) => kind !== 'human' && intentOf(text) !== null)
    expect(wrong).toEqual([])
  })
})
