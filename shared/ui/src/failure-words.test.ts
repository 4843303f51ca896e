import { sentenceFor } from '@plantao/shared/errors'
import { ApiError } from '@plantao/shared/http/api'
import { expect, it } from 'vitest'
import { failureWords } from './failure-words.ts'

const NETWORK = 'Sem resposta do servidor.'

it('says a named failure in the language of the page, with its details', () => {
  expect(failureWords({ code: 'auth.wrong_credentials', details: {} }, 'pt-BR', NETWORK)).toBe(
    sentenceFor('auth.wrong_credentials', 'pt'),
  )
  expect(failureWords({ code: 'auth.wrong_credentials', details: {} }, 'en', NETWORK)).toBe(
    sentenceFor('auth.wrong_credentials', 'en'),
  )
})

it('lets the screen say that no answer came, since it knows what was kept', () => {
  expect(failureWords(new ApiError('network', 0, 'TypeError'), 'pt-BR', NETWORK)).toBe(NETWORK)
})

it('tells what nobody named as a fault of ours, never in the words of a program', () => {
  const ours = sentenceFor('internal', 'pt')
  expect(failureWords(new TypeError('x is undefined'), 'pt-BR', NETWORK)).toBe(ours)
  expect(failureWords(new ApiError('of.a.newer.server', 400, 'x'), 'pt-BR', NETWORK)).toBe(ours)
  expect(failureWords(null, 'pt-BR', NETWORK)).toBe(ours)
})
