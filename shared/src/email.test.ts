import { describe, expect, it } from 'vitest'
import { Email, KnownEmail } from './email.ts'

describe('an e-mail address', () => {
  it.each([
    [' Ana@Padaria.Example ', 'ana@padaria.example'],
    ['ana@padaria.example\n', 'ana@padaria.example'],
    ['ana@pão-de-açúcar.com.br', 'ana@xn--po-de-acar-f5a8cwp.com.br'],
    ['ANA@PÃO-DE-AÇÚCAR.COM.BR', 'ana@xn--po-de-acar-f5a8cwp.com.br'],
    ['ana+loja@padaria.example', 'ana+loja@padaria.example'],
  ])('%j is kept as %j, however it was typed', (typed, kept) => {
    expect(Email.parse(typed)).toBe(kept)
    expect(KnownEmail.parse(typed)).toBe(kept)
    expect(Email.parse(kept)).toBe(kept)
  })

  it.each([
    'ana',
    '@padaria.example',
    'ana@',
    'ana@padaria',
    'a b@padaria.example',
    'ana@pa daria.example',
    '',
  ])('%j is none', (typed) => {
    expect(Email.safeParse(typed).success).toBe(false)
  })
})
