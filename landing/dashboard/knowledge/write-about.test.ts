import { expect, it } from 'vitest'
import { placeFor } from './write-about.ts'

const QUESTION = 'Tem vaga para carro?'

it('makes place for an answer under its question, at the end', () => {
  expect(placeFor(QUESTION, '')).toEqual({ text: `${QUESTION}\n`, caret: 21 })
  const { text, caret } = placeFor(` ${QUESTION} `, 'Abrimos às 7h.\n\n\n')
  expect(text).toBe(`Abrimos às 7h.\n\n${QUESTION}\n`)
  expect(caret).toBe(text.length)
})

it('finds the place that is there already', () => {
  const text = `${QUESTION}\nTem seis\n\nAbrimos às 7h.`
  expect(placeFor(QUESTION, text)).toEqual({ text, caret: `${QUESTION}\nTem seis`.length })
  const begun = placeFor(QUESTION, 'Abrimos às 7h.')
  expect(placeFor(QUESTION, begun.text)).toEqual(begun)
  expect(placeFor(QUESTION, QUESTION)).toEqual(placeFor(QUESTION, ''))
  expect(placeFor(QUESTION, `${QUESTION}\n\nAbrimos às 7h.`)).toEqual({
    text: `${QUESTION}\n\n\nAbrimos às 7h.`,
    caret: QUESTION.length + 1,
  })
  expect(placeFor(QUESTION, `E ${QUESTION}\n`).text).toContain(`\n\n${QUESTION}\n`)
})
