import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { smallTalk } from './small-talk.ts'

type Company = { questions: { id: string; kind: string; text: string }[] }
const companies: Company[] = JSON.parse(
  readFileSync(new URL('../answer/fixtures/companies.json', import.meta.url), 'utf8'),
)
const questions = companies.flatMap((company) => company.questions)

describe('smallTalk', () => {
  test.each([
    ['oi, bom dia', 'greeting'],
    ['Oii boa tardeee!!', 'greeting'],
    ['olá, tudo bem?', 'greeting'],
    ['opa blz?', 'greeting'],
    ['bom dia, aqui é a Ana', 'greeting'],
    ['oi gente', 'greeting'],
    ['👋', 'greeting'],
    ['obrigado 👍', 'thanks'],
    ['ok obrigada, tchau', 'thanks'],
    ['não, obrigada', 'thanks'],
    ['valeuuu demais', 'thanks'],
    ['🙏🙏', 'thanks'],
    ['👍', 'ok'],
    ['👍🏽', 'ok'],
    ['kkk blz valeu', 'thanks'],
    ['kkkkk', 'ok'],
    ['blz', 'ok'],
    ['ok', 'ok'],
    ['Tá bom', 'ok'],
    ['entendi, perfeito', 'ok'],
    ['tchau, bom fim de semana', 'goodbye'],
    ['até amanhã', 'goodbye'],
    ['hahaha', 'ok'],
  ])('%s is %s', (text, kind) => expect(smallTalk(text)).toBe(kind))

  test.each([
    'oi, vocês abrem domingo?',
    'bom dia q horas abre',
    'sim',
    'não',
    'pode ser',
    'ok?',
    'certo?',
    '?',
    '',
    '...',
    '😡',
    'obrigado por nada, quero meu dinheiro',
    'valeu mas e o frete?',
    'oi sou vegana',
    'blz e no sábado',
    'oi, aqui é o lugar que faz bolo de casamento',
    'dia 10',
    'boa tarde vocês entregam',
    'socorro',
    'atendente',
    '3',
    // Read in two ways for each "ha", it never came to an end.
    `${'ha'.repeat(79)}x`,
  ])('%s is not', (text) => expect(smallTalk(text)).toBeNull())

  test.each(['kkkkkk', 'hahahaha', 'rsrsrs', 'huahuahua', 'auhauha', 'hihi'])('%s is a laugh', (text) =>
    expect(smallTalk(text)).toBe('ok'),
  )

  test('on the development companies: all small talk is seen, nothing that wants an answer is taken for it', () => {
    const wrong = questions.filter(({ kind, text }) => (kind === 'smalltalk') !== (smallTalk(text) !== null))
    expect(wrong).toEqual([])
  })

  test('a greeting never hides what stands beside it', () => {
    const leaks = questions
      .filter(({ kind }) => kind !== 'smalltalk')
      .flatMap(({ text }) => [`oi, bom dia! ${text}`, `${text} obrigada 👍`, `oi\n${text}`])
      .filter((text) => smallTalk(text) !== null)
    expect(leaks).toEqual([])
  })
})
