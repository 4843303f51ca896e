import { describe, expect, it } from 'vitest'
import { readFlags } from './flags.ts'

describe('flags of npm run dev', () => {
  it.each([
    [[], { inspect: undefined, lively: false }],
    [['--lively'], { inspect: undefined, lively: true }],
    [['--inspect'], { inspect: 9229, lively: false }],
    [['--inspect=9300', '--lively'], { inspect: 9300, lively: true }],
  ])('%j', (words, flags) => {
    expect(readFlags(words)).toEqual(flags)
  })

  it.each([[['--inspect=door']], [['--inspect=0']], [['--livly']], [['lively']]])('refuses %j', (words) => {
    expect(() => readFlags(words)).toThrow(/--inspect/)
  })
})
