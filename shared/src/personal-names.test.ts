import { describe, expect, it } from 'vitest'
import { namesIn } from './personal-names.ts'

describe('the names of a person in a text', () => {
  const table: [string, string | null, string, (string | null)[], string[]][] = [
    ['as a greeting, whatever its case', 'Joana Lima', 'oi joana, aqui é a Bia', [], ['joana']],
    ['without its accent', 'Antônia dos Santos', 'Antonia, o forno quebrou', [], ['Antonia']],
    ['the family name too', 'Joana Lima', 'O da Lima sai às 16h', [], ['Lima']],
    ['each once', 'Joana', 'Joana, Joana!', [], ['Joana']],
    ['whole words only', 'Ana', 'A banana e a semana', [], []],
    ['no particles or titles', 'Dona Marlene da Silva', 'a dona da loja vem já', [], []],
    ['a name of two letters', 'Zé', 'Zé, pode vir', [], ['Zé']],
    ['not the name both have', 'Maria da Silva', 'Oi Maria!', ['Maria Souza'], []],
    ['not the word that was asked for', 'Rosa', 'O bolo rosa custa R$ 90', [null, 'tem bolo rosa?'], []],
    ['nobody where no name is known', null, 'Oi Joana', [], []],
    ['decomposed letters', 'José', 'Oi Jose\u0301', [], ['Jose\u0301']],
    ['an emoji in the name', 'Ju 💕 Mãe', 'Ju, a mãe ligou', [], ['Ju']],
  ]
  it.each(table)('%s', (_name, name, text, besides, expected) => {
    expect(namesIn(text, name, besides)).toEqual(expected)
  })
})
