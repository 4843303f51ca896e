import type { QuickReply } from '@plantao/shared/quick-replies'
import { describe, expect, it } from 'vitest'
import { fill } from '../quick-replies/fill.ts'
import { isOnlySlash, matching, slashAt, withSlash } from './slash.ts'

const reply = (shortcut: string, text = ''): QuickReply => ({ id: shortcut, shortcut, text, updatedAt: '' })

describe('slash', () => {
  it('is one at the start or after a space, right before the caret', () => {
    expect(slashAt('/pi', 3)).toEqual({ from: 0, query: 'pi' })
    expect(slashAt('Oi /', 4)).toEqual({ from: 3, query: '' })
    expect(slashAt('Oi\n/fim', 7)).toEqual({ from: 3, query: 'fim' })
    expect(slashAt('10/11', 5)).toBeNull()
    expect(slashAt('https://x', 9)).toBeNull()
    expect(slashAt('/pix agora', 10)).toBeNull()
  })

  it('means the shortcut first, then the text, accents aside', () => {
    const all = [
      reply('horario', 'Abrimos às 7h'),
      reply('pix', 'A chave é…'),
      reply('fim', 'Até o próximo pix'),
    ]
    expect(matching(all, 'pi').map(({ shortcut }) => shortcut)).toEqual(['pix', 'fim'])
    expect(matching(all, 'horá').map(({ shortcut }) => shortcut)).toEqual(['horario'])
    expect(matching(all, '')).toHaveLength(3)
    expect(matching(all, 'zzz')).toEqual([])
  })
})

describe('the button of quick replies', () => {
  it('puts a slash where a shortcut may be typed', () => {
    for (const words of ['', 'Oi', 'Oi ', 'Oi\n']) {
      const begun = withSlash(words)
      expect(slashAt(begun, begun.length)).toEqual({ from: begun.length - 1, query: '' })
    }
    expect(withSlash('Oi')).toBe('Oi /')
  })
  it('knows a message that is nothing but a shortcut', () => {
    expect(['/', ' /pix ', '/não'].map(isOnlySlash)).toEqual([true, true, true])
    expect(['oi /pix', '/ 2', 'a/b', '/a/b', ''].map(isOnlySlash)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ])
  })
})

describe('filling in', () => {
  const filling = { nome: 'Maria Aparecida', empresa: 'Padaria $& Cia', atendente: 'Beto Lima' }
  it('uses first names and takes every value as it is', () => {
    expect(fill('Oi, {nome}! Aqui é {atendente}, da {empresa}.', filling)).toBe(
      'Oi, Maria! Aqui é Beto, da Padaria $& Cia.',
    )
  })
  it('leaves an unknown name out without a trace, and unknown braces alone', () => {
    const nobody = { ...filling, nome: null }
    expect(fill('Oi, {nome}! Tudo bem?', nobody)).toBe('Oi! Tudo bem?')
    expect(fill('{nome}, seu pedido saiu', nobody)).toBe('seu pedido saiu')
    expect(fill('{pedido}', nobody)).toBe('{pedido}')
  })
})
