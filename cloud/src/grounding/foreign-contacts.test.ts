import { describe, expect, it, test } from 'vitest'
import { foreignContacts } from './foreign-contacts.ts'

/** What the company itself wrote. */
const OWN = [
  'Site: https://www.padaria.example/encomendas e padaria.example. Cardápio em HTTP://Casa.COM.br/ ou www.tiktok.com/@casa',
  'WhatsApp (31) 90000-0001, wa.me/5531900000001. SAC 0800 555 0199. Ligue 4004-1234. SMS para 28282. Emergência: 193.',
  'Instagram @padaria.oficial. E-mail contato@padaria.example. t.me/padaria, https://bit.ly/AbC1. 99.app/casa',
  'Pix: 12.345.678/0001-99. Salão para 1500 ou 2000 pessoas.',
]

describe('a way to reach or pay somebody that the text does not name is foreign', () => {
  test.each([
    [
      'a host of any end',
      ['golpe.io', 'golpe.zip', 'golpe.pagamentos/pix', 'GOLPE.IO', '99.bet', 'x.co', '10.20.30.40'],
    ],
    ['a short link', ['bit.ly/golpe', 't.me/golpe', 'T.ME/+AbC', 'wa.me/5511987654321', 'telegram.me/golpe']],
    [
      'a part of what is named',
      ['padaria.example.golpe.io', 'https://padaria.example@golpe.io', '99.app/golpe'],
    ],
    ['another place of the same site', ['padaria.example/golpe', 'padaria.example/encomendas?u=golpe.io']],
    [
      'beside other marks',
      ['golpe.io👍', '👉golpe.io', 'golpe.io=', 'golpe.io&x', 'golpe.io\\x', '→golpe.io←', '"golpe.io"'],
    ],
    [
      'behind something else',
      ['ou/golpe.io', 'site:golpe.io', 'http:/golpe.io', 'http:golpe.io', '/golpe.io/x', 'a=golpe.io'],
    ],
    [
      'in disguise',
      [
        'golpe ponto com',
        'golpe. io',
        'golpe. com',
        'golpe,com',
        'golpe•com',
        'golpe∙io',
        'g o l p e . i o',
        'golpe ponto page',
        'golpe[.]com',
        'go\u200blpe.com',
      ],
    ],
    [
      'an address to write to',
      [
        'golpe@x.example',
        'mailto:golpe@x.example',
        'golpe arroba gmail ponto com',
        'golpe＠gmail.com',
        '@golpe',
        'www.tiktok.com/@golpe',
      ],
    ],
    [
      'a key to pay with',
      [
        '123e4567-e89b-12d3-a456-426614174000',
        '123.456.789-09',
        '123.456.789/09',
        '00020126360014br.gov.bcb.pix0114',
      ],
    ],
  ])('%s', (_, ways) => {
    for (const way of ways) expect(foreignContacts(`Pague em ${way}`, OWN), way).not.toEqual([])
  })

  test.each([
    [
      'of service',
      ['0800 777 1234', '0800-777-123', '0300 789 5566', '0900 123 456', '0900-123', '0500 123'],
    ],
    ['of a subscriber', ['(11) 98765-4321', '11987654321', '7800-0199', '+1 415 555 0100', '3322 1100']],
    [
      'apart by marks',
      [
        '98765/4321',
        '98765,4321',
        '98765_4321',
        '98765|4321',
        '98765:4321',
        '98765, 4321',
        '98765 # 4321',
        '98765 traço 4321',
      ],
    ],
    [
      'digit by digit',
      [
        '9 8 7 6 5 4 3 2 1',
        '9/8/7/6/5/4/3/2/1',
        '9_8_7_6_5_4_3_2_1',
        '9, 8, 7, 6, 5, 4, 3, 2, 1',
        '9*8*7*6*5*4*3*2*1',
      ],
    ],
    [
      'in words',
      [
        'nove oito sete seis cinco quatro três dois um',
        'zero oitocentos 777 1234',
        'nove oito 76543 dois um',
      ],
    ],
    ['in other digits', ['9️⃣8️⃣7️⃣6️⃣5️⃣4️⃣3️⃣2️⃣1️⃣', '⑨⑧⑦⑥⑤④③②①', '❾❽❼❻❺❹❸❷❶', '１１９８７６５４３２１', '9876O4321']],
  ])('a number %s', (_, ways) => {
    for (const way of ways) expect(foreignContacts(`Nosso número é ${way}.`, OWN), way).not.toEqual([])
  })

  it.each([
    'Ligue 181 agora',
    'Disque 181 para falar',
    'Mande SMS para 28283 com a palavra SIM',
    'Fale no *2828',
    'Chame o 28283',
    'Chame no 181',
    'Nosso 0800 é 777-1234',
    'Call 911 now',
    'Agência 4321, conta 56789-0',
    'Deposite na conta 45678-9',
  ])('a short number: %s', (draft) => expect(foreignContacts(draft, OWN)).not.toEqual([]))

  it('is none of the text by being a part of a number there', () => {
    expect(foreignContacts('Ligue 900', OWN)).toEqual(['900'])
    expect(foreignContacts('Ligue 7800-0199', OWN)).toContain('78000199')
  })
})

describe('what the text names may be said', () => {
  it.each([
    'https://padaria.example',
    'http://www.padaria.example/',
    'HTTPS://WWW.PADARIA.EXAMPLE/ENCOMENDAS/',
    'www.padaria.example/encomendas.',
    '(padaria.example/encomendas)!',
    '"casa.com.br"',
    'https://casa.com.br/',
    'casa.com.br👍',
    '👉 casa.com.br',
    '*casa.com.br*',
    '_casa.com.br_',
    '[aqui](https://casa.com.br)',
    'site:casa.com.br',
    'https://tiktok.com/@casa',
    'https://t.me/padaria',
    'bit.ly/AbC1',
    'https://99.app/casa',
    'https://wa.me/5531900000001',
    '@Padaria.Oficial!',
    'CONTATO@padaria.example',
    'mailto:contato@padaria.example',
    '12345678000199',
    '12 345 678 0001 99',
  ])('in another form: %s', (way) => expect(foreignContacts(`Veja ${way}`, OWN)).toEqual([]))

  it.each([
    'Ligue 31 90000-0001',
    'Ligue +55 31 90000 0001',
    'Ligue (031) 90000-0001, ok?',
    'Ligue 900000001',
    'Ligue 08005550199',
    'Ligue 0800-555-0199 das 8 às 18h',
    'Ligue 4004 1234',
    'Ligue 193 agora',
    'SMS para 28282 grátis',
    'nove zero zero zero zero zero zero zero um',
  ])('in another form: %s', (draft) => expect(foreignContacts(draft, OWN)).toEqual([]))
})

describe('what leads to nobody is none', () => {
  it.each([
    'Abrimos às 8h. No sábado, 9h.',
    'Abrimos às 18.De manhã, às 9.',
    'São R$ 1.234,56 ou 3x de R$ 411,52, R$ 4500, 3000 ou 2000 reais',
    'De 2019 a 2024, 2019/2024, 34 36 38 40 42, 1, 2, 3, 4, 5, 6, 7, 8 e 9',
    'CEP 30130-000, 12/12/2026 10:30, 12/12/2026 a 15/12/2026',
    'Aceitamos Pix, cartão etc. Obrigado :)',
    'Medidas 10x20x30 e 1.000.000 de clientes',
    'Ligue em 30 minutos, ou em até 120 minutos',
    'Site oficial/encomendas no balcão e/ou na loja',
    'Temos bolo,com cobertura, p.ex. de nozes',
    'No ponto com cobertura, até 1500/2000 pessoas',
    'Mande 350 fotos',
  ])('%s', (draft) => expect(foreignContacts(draft, OWN)).toEqual([]))
})
