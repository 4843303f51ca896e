import type { HandoffReason } from '@plantao/shared/handoff'

export const FIRST_NAMES =
  'Ana,Beatriz,Camila,Daniela,Eduarda,Flávia,Gabriela,Heloísa,Isabela,Joana,Karina,Letícia,Mariana,Natália,Olívia,Priscila,Renata,Sabrina,Tatiane,Vanessa,André,Bruno,Caio,Diego,Eduardo,Felipe,Guilherme,Henrique,Igor,João,Leandro,Mateus,Nelson,Otávio,Paulo,Ricardo,Sérgio,Tiago,Vitor,Wagner'.split(
    ',',
  )
export const LAST_NAMES =
  'Almeida,Araújo,Barbosa,Cardoso,Carvalho,Correia,Dias,Fernandes,Freitas,Gonçalves,Macedo,Martins,Melo,Moreira,Nascimento,Oliveira,Pereira,Ribeiro,Rocha,Santana,Santos,Silveira,Souza,Tavares,Vieira'.split(
    ',',
  )

/** A question that the knowledge answers, how customers put it, and the words it is answered by and from. */
export interface Topic {
  questions: string[]
  reply: string
  cites: string
}

const topic = (cites: string, reply: string, ...questions: string[]): Topic => ({ cites, reply, questions })

export const TOPICS: Topic[] = [
  topic(
    'Sábado: 6h às 20h',
    'No sábado a matriz abre das 6h às 20h, e a Lojinha da Praça, das 7h às 14h.',
    'Que horas vocês abrem no sábado?',
    'Sábado fecha que horas?',
  ),
  topic(
    'Domingo: 6h30 às 13h',
    'Aos domingos só a matriz abre, das 6h30 às 13h.',
    'Abre domingo?',
    'Vocês funcionam de domingo?',
  ),
  topic(
    'Pão francês: R$ 19,90',
    'O pão francês está R$ 19,90 o quilo.',
    'Quanto tá o quilo do pão francês?',
    'Qual o preço do pãozinho?',
  ),
  topic(
    'levain, 600 g',
    'O pão de fermentação natural (600 g) sai por R$ 28,00, às quartas e aos sábados.',
    'Tem pão de fermentação natural?',
    'Qual dia sai o levain?',
  ),
  topic(
    'Fritos - coxinha',
    'Os salgados fritos saem por R$ 92,00 o cento, com no mínimo 50 unidades por sabor.',
    'Quanto é o cento de coxinha?',
    'Preço do cento de salgado frito?',
  ),
  topic(
    'até 200 unidades, pedir com 24 horas',
    'Até 200 unidades é só pedir com 24 horas; acima disso, com 3 dias.',
    'Com quanto tempo preciso pedir 150 salgados?',
    'Dá para pedir salgado de um dia para o outro?',
  ),
  topic(
    'Kit Festinha (15 pessoas)',
    'O Kit Festinha, para 15 pessoas, custa R$ 259,00: bolo de 1,5 kg, 100 salgados fritos e 50 docinhos.',
    'O que vem no Kit Festinha?',
    'Quanto custa o kit para 15 pessoas?',
  ),
  topic(
    'Cesta Abraço',
    'A Cesta Abraço, para duas pessoas, custa R$ 149,00. É só encomendar até as 17h do dia anterior.',
    'Vocês fazem cesta de café da manhã para dois?',
    'Quanto é a cesta para casal?',
  ),
  topic(
    'Jardim Aurora: R$ 5,00',
    'No Jardim Aurora a entrega custa R$ 5,00, e é grátis acima de R$ 120,00.',
    'Qual a taxa de entrega no Jardim Aurora?',
    'Entrega no Jardim Aurora?',
  ),
  topic(
    'Linha tradicional',
    'O bolo confeitado da linha tradicional é R$ 79,00 o quilo, com 3 dias úteis de antecedência.',
    'Quanto é o quilo do bolo de aniversário?',
    'Bolo de brigadeiro por quilo, quanto sai?',
  ),
  topic(
    'Não temos nada sem glúten',
    'Não temos nada sem glúten: a cozinha inteira usa farinha de trigo, e quem tem doença celíaca não deve consumir.',
    'Tem alguma coisa sem glúten?',
    'Minha irmã é celíaca, o que ela pode comer?',
  ),
  topic(
    'Encomenda acima de R$ 150,00',
    'Acima de R$ 150,00 pedimos um sinal de 50% para confirmar; o restante é na retirada.',
    'Precisa pagar adiantado a encomenda?',
    'Como funciona o sinal?',
  ),
  topic(
    'panetone da casa',
    'O panetone da casa (500 g) custa R$ 46,00 o de frutas e R$ 52,00 o de gotas de chocolate.',
    'Já tem panetone?',
    'Qual o preço do panetone?',
  ),
  topic(
    'Plano Família',
    'No Plano Família são 8 pães por dia, de segunda a sábado, entregues em casa, por R$ 189,00 ao mês.',
    'Como é o Clube do Pão?',
    'Vocês entregam pão em casa todo dia?',
  ),
  topic(
    'Cachorro e gato são bem-vindos',
    'Pode! Cachorro e gato são bem-vindos na varanda da matriz, na coleira.',
    'Posso levar meu cachorro?',
    'Aceitam pet?',
  ),
  topic(
    'Café da manhã completo de mesa',
    'O café da manhã completo custa R$ 32,90 por pessoa, todo dia até as 11h, na matriz.',
    'Tem café da manhã aí?',
    'Quanto é o café da manhã completo?',
  ),
]

/** Why a person is called: what customers write then, the line on the card and the one message they get. */
export const CALLS: Record<HandoffReason, { asked: string[]; told: string }> = {
  low_confidence: {
    asked: [
      'Vocês fazem bolo em formato de bola de futebol?',
      'Tem docinho de pistache?',
      'Vocês dão curso de pães?',
      'Dá para escrever em japonês no bolo?',
    ],
    told: 'Essa eu não sei com certeza. Já chamei alguém da equipe, que responde por aqui!',
  },
  ungrounded: {
    asked: [
      'Se eu levar 3 kits sai por quanto?',
      'Fazem 10% de desconto para aniversariante?',
      'Consigo 900 coxinhas para amanhã?',
      'Entregam às 5 da manhã?',
    ],
    told: 'Essa eu prefiro confirmar com a equipe. Já chamei alguém, que responde por aqui!',
  },
  customer_asked: {
    asked: [
      'Quero falar com um atendente',
      'Tem alguém aí que possa me atender?',
      'Prefiro falar com a dona',
      'Me passa para uma pessoa, por favor',
    ],
    told: 'Claro! Já chamei alguém da equipe, que continua com você por aqui.',
  },
  complaint: {
    asked: [
      'Meu pedido veio errado de novo',
      'Esperei uma hora e ninguém entregou',
      'O bolo veio com o nome trocado',
      'O salgado chegou frio, que decepção',
    ],
    told: 'Sinto muito por isso. Já chamei a equipe para resolver com você.',
  },
  emergency: {
    asked: [
      'Meu filho comeu o bolo e está com falta de ar',
      'Comi a torta e minha boca está inchando',
      'Minha mãe é alérgica a amendoim e passou mal',
      'Ele está vomitando depois da esfirra',
    ],
    told: 'Se alguém está passando mal, ligue agora para o SAMU, no 192. Já chamei a equipe.',
  },
  unsupported_media: {
    asked: ['', '', '', ''],
    told: 'Recebi! Já chamei alguém da equipe para olhar com você.',
  },
  model_unavailable: {
    asked: [
      'Vocês têm torta salgada?',
      'Qual bolo vocês recomendam para 40 pessoas?',
      'Que horas sai a rosca?',
      'Dá para reservar a varanda na terça?',
    ],
    told: 'Não consegui responder agora. Já chamei alguém da equipe, que continua por aqui.',
  },
  quota: {
    asked: [
      'Quanto custa a empadinha?',
      'Fazem coffee break para 20 pessoas?',
      'Tem broa hoje?',
      'Qual o valor do bolo de milho?',
    ],
    told: 'Já chamei alguém da equipe, que responde por aqui.',
  },
  policy: {
    asked: [
      'Posso pagar em cheque no mês que vem?',
      'Vocês trocam o bolo do kit por salgado?',
      'Fazem fiado?',
      'Quero o telefone do Wesley',
    ],
    told: 'Para isso preciso de alguém da equipe. Já chamei, e respondem por aqui.',
  },
}

/** What members of the team answer, and what customers say to it. */
export const ANSWERS = [
  'Oi! Já confirmei com a cozinha: dá para fazer, sim. Fica para que dia?',
  'Oi! Consigo separar para você amanhã às 16h. Pode ser?',
  'Desculpe a demora. Vou refazer o pedido agora e mando sem taxa.',
  'Oi! Nesse tamanho a gente precisa de 3 dias úteis. Serve para sexta?',
  'Tudo certo, anotei aqui. Qualquer mudança, é só avisar.',
]
export const AGREED = [
  'Pode ser, obrigada!',
  'Fechado!',
  'Serve sim',
  'Combinado, passo aí às dez',
  'Que bom, muito obrigado',
]
export const NOTES = [
  'Cliente antiga, sempre paga no Pix.',
  'Conferir com o Wesley antes de confirmar.',
  'Já é a segunda vez este mês; mandar um mimo.',
  'Prefere que liguem depois das 18h.',
]
export const HELLOS = ['Oi', 'Olá!', 'Oi, tudo bem?', 'Olá, tudo bem?', 'Oii']
export const THANKS = ['Obrigada!', 'Valeu!', 'Muito obrigado 🙏', 'Ok, obrigada']
