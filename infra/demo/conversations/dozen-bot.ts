import type { Story } from './acts.ts'
import { BIA, CALLED, phone } from './bakery.ts'

/** The bakery's first conversations: the bot has answered, or a person is awaited. */
export const WITH_BOT: Story[] = [
  {
    name: 'Juliana Castro',
    phone: phone(31, 1201),
    unread: 0,
    acts: [
      { ago: 52, by: 'contact', text: 'Oi! Quanto custa o bolo de cenoura?' },
      {
        ago: 52,
        by: 'ai',
        decision: 'reply',
        cites: 'cenoura com chocolate',
        confidence: 0.93,
        text: 'Oi! O bolo caseiro de cenoura com chocolate sai por R$ 34,00 o inteiro, mais ou menos 900 g.',
      },
      { ago: 49, by: 'contact', text: 'E vocês entregam na Vila Serena?', quotes: 1 },
      {
        ago: 49,
        by: 'ai',
        decision: 'reply',
        cites: 'Vila Serena e Alto das Mangueiras',
        confidence: 0.91,
        text: 'Entregamos! Para a Vila Serena a taxa é de R$ 8,00, com pedido mínimo de R$ 40,00.',
        reactions: [{ by: 'contact', emoji: '❤️' }],
      },
      { ago: 47, by: 'contact', text: 'Perfeito, obrigada!' },
      {
        ago: 47,
        by: 'ai',
        decision: 'smalltalk',
        text: 'Por nada! Qualquer coisa, é só chamar.',
        status: 'delivered',
      },
    ],
  },
  {
    name: 'Rafael Nogueira',
    phone: phone(31, 1202),
    unread: 1,
    acts: [
      { ago: 9, by: 'contact', text: 'Vocês fazem bolo em formato de violão?' },
      {
        ago: 9,
        by: 'ai',
        decision: 'handoff',
        reason: 'low_confidence',
        confidence: 0.21,
        question: 'Vocês fazem bolo em formato de violão?',
        text: CALLED,
      },
    ],
  },
  {
    name: 'Célia Marques',
    phone: phone(31, 1203),
    unread: 2,
    acts: [
      { ago: 44, by: 'contact', text: 'Queria mudar a data da minha encomenda' },
      {
        ago: 44,
        by: 'ai',
        decision: 'reply',
        cites: 'Trocar a data',
        confidence: 0.74,
        text: 'Dá para trocar a data uma vez, de graça, avisando com 48 horas. Para qual dia você prefere?',
      },
      { ago: 41, by: 'contact', text: 'Prefiro falar com uma pessoa, por favor' },
      {
        ago: 41,
        by: 'ai',
        decision: 'handoff',
        reason: 'customer_asked',
        question: 'Mudar a data de uma encomenda; prefere falar com uma pessoa',
        text: 'Claro! Já chamei alguém da equipe, que continua com você por aqui.',
      },
      { ago: 23, by: 'contact', text: 'Ainda estão aí?' },
    ],
  },
  {
    name: 'Marcos Vinícius',
    phone: phone(31, 1204),
    unread: 2,
    acts: [
      { ago: 27, by: 'contact', file: 'broken', text: 'Olha como chegou o bolo da minha filha' },
      { ago: 26, by: 'contact', text: 'A festa é daqui a pouco, estou muito chateado' },
      {
        ago: 26,
        by: 'ai',
        decision: 'handoff',
        reason: 'complaint',
        question: 'O bolo chegou amassado e a festa é daqui a pouco',
        text: 'Sinto muito, Marcos. Já chamei a equipe para resolver isso com você agora.',
      },
    ],
  },
  {
    name: 'Empório da Serra',
    phone: phone(31, 1205),
    unread: 1,
    acts: [
      { ago: 75, by: 'contact', text: 'Olá, aqui é do Empório da Serra' },
      { ago: 75, by: 'ai', decision: 'smalltalk', text: 'Olá! Como posso ajudar?' },
      { ago: 73, by: 'contact', file: 'pdf' },
      {
        ago: 73,
        by: 'ai',
        decision: 'handoff',
        reason: 'unsupported_media',
        question: 'Enviou o arquivo “lista de convidados.pdf”',
        text: 'Recebi o documento! Já chamei alguém da equipe para olhar com você.',
      },
    ],
  },
  {
    name: 'Patrícia Gomes',
    phone: phone(31, 1206),
    unread: 0,
    acts: [
      { ago: 34, by: 'contact', text: 'Consigo 600 salgados para amanhã cedo?' },
      {
        ago: 34,
        by: 'ai',
        decision: 'handoff',
        reason: 'ungrounded',
        confidence: 0.55,
        question: 'Consigo 600 salgados para amanhã cedo?',
        text: CALLED,
      },
      { ago: 12, by: 'claim', member: BIA },
      { ago: 11, by: 'note', member: BIA, text: 'Confirmando com o Wesley se a cozinha dá conta até as 9h.' },
    ],
  },
]
