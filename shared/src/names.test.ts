import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { faultOfName, GivenName, mailedName } from './names.ts'
import { InviteRequest } from './team.ts'

const given = (name: string) => GivenName.safeParse(name)

describe('a name', () => {
  it.each([
    'Dona Zulmira D’Ávila-Ñandú',
    "Sant'Anna & Filhos",
    'J. R. Bolos e Cia. Ltda.',
    'Dr. João (Clínica 24h)',
    'A/B Contabilidade',
    'Pão “Quente” <3',
    'Ateliê 👩🏽‍🍳 Doces ❤️ Sabores 🇧🇷',
    'MARIA DA SILVA 12345678900',
    'Studio 3.5',
    '寿司 すし',
    'مطعم دمشق',
    'Ừ Nguyễn',
  ])('%s may be one', (name) => expect(given(name)).toEqual({ success: true, data: name }))

  it.each([
    'Voce ganhou R$ 500: http://evil.example',
    'evil.example',
    'Promo evil.com/premio',
    'bit.ly/x',
    'x.com',
    'evil.рф',
    'www.loja',
    'fala@evil',
    '@golpe',
    '10.0.0.1',
    'javascript://x',
  ])('%s holds an address', (name) => expect(faultOfName(name)).toBe('name.has_address'))

  it.each([
    ['two lines', 'Ana\nSubject: ganhou'],
    ['a carriage return', 'Ana\rBcc: x'],
    ['a line separator', 'Ana\u2028Bia'],
    ['a tab', 'Ana\tBia'],
    ['a turned direction', 'Ana \u202eexe'],
    ['an isolate', 'Ana \u2066x'],
    ['a mark of direction', 'Ana\u200f'],
    ['a space nobody sees', 'A\u200bna'],
    ['a joiner alone', 'A\u200dna'],
    ['a filler of Hangul', '\u3164\u3164'],
    ['a blank of Braille', 'Ana\u2800'],
    ['a soft hyphen', 'Ana\u00ad'],
    ['marks piled up', `A${'\u0301'.repeat(9)}na`],
    ['no letter', '!!! ***'],
    ['half a character', 'Ana\ud800'],
    ['a byte that ends a text', 'Ana\0'],
  ])('has no %s', (_, name) => expect(faultOfName(name)).toBe('name.unreadable'))

  it('is trimmed, its spaces made single, and has an end', () => {
    expect(given('  Ana   Bia ').data).toBe('Ana Bia')
    expect(given('   ').success).toBe(false)
    expect(given('a'.repeat(121)).success).toBe(false)
    expect(given(`a${' '.repeat(100)}b`).data).toBe('a b')
  })

  it('names its one fault, so that the answer can say it', () => {
    const request = { email: 'a@b.example', name: 'evil.example', role: 'owner' }
    expect(InviteRequest.safeParse(request).error?.issues).toMatchObject([
      { code: 'custom', path: ['name'], params: { error: 'name.has_address' } },
    ])
  })
})

describe('an older name in a mail', () => {
  it('has its addresses broken up and the unseen left out', () => {
    expect(mailedName('Voce ganhou: http://evil.example/x')).toBe('Voce ganhou: http evil. example/x')
    expect(mailedName('Ana\nSubject: \u202ex\u2066')).toBe('Ana Subject: x')
    expect(mailedName('fala@evil.example')).toBe('fala evil. example')
    expect(mailedName('J. R. Bolos e Cia. Ltda.')).toBe('J. R. Bolos e Cia. Ltda.')
    expect(mailedName('💛'.repeat(90))).toMatch(/^💛{79}…$/u)
  })

  it('never holds an address or a line, whatever it was', () => {
    const piece = fc.constantFrom(
      'http://',
      'evil',
      '.',
      'com',
      '@',
      '\n',
      '\u202e',
      '\u200b',
      '10.0.0.1',
      ' ',
      'é',
      '/',
      '\ud800',
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }), (pieces) => {
        const mailed = mailedName(pieces.join(''))
        expect(mailed).not.toMatch(/[\p{L}\p{N}]\.\p{L}{2}|:\/\/|@|[\p{Cc}\u2028\u202e\u200b]/u)
        expect(mailed.isWellFormed()).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})
