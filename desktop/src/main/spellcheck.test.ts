import { expect, it } from 'vitest'
import { CHOOSES_LANGUAGES, checkSpelling } from './spellcheck.ts'

it('underlines in the chosen languages, and nothing without one', () => {
  const done: unknown[] = []
  const session = {
    setSpellCheckerEnabled: (on: boolean) => void done.push(on),
    setSpellCheckerLanguages: (languages: string[]) => void done.push(languages),
  }
  checkSpelling(session, ['pt-BR', 'en-US'])
  checkSpelling(session, [])
  expect(done).toEqual(CHOOSES_LANGUAGES ? [true, ['pt-BR', 'en-US'], false, []] : [true, false])
})
