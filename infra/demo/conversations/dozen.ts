import type { Story } from './acts.ts'

/** Numbers that no operator gives out: after the ninth digit no Brazilian mobile has a nought. */
const phone = (area: number, last: number) => `55${area}90000${last}`
const HOURS = 60
const DAYS = 24 * HOURS

/** The place of Renata and of Bia among the bakery's members. */
const [RENATA, BIA] = [0, 1]

/** Called a person: the words a customer reads then. */
const CALLED = 'Essa eu não sei com certeza. Já chamei alguém da equipe, que responde por aqui!'

/**
 * The bakery's conversations of the last days, one for each state that a console shows. People hold or are awaited in
 * none for as long as a day, so that nothing goes out by itself when the house starts.
 */
export const DOZEN: Story[] = [
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
  {
    name: 'Thiago Ferreira',
    phone: phone(31, 1207),
    unread: 1,
    acts: [
      { ago: 3 * HOURS, by: 'contact', text: 'O Kit Festinha pode ter docinhos sem lactose?' },
      {
        ago: 3 * HOURS,
        by: 'ai',
        decision: 'handoff',
        reason: 'low_confidence',
        confidence: 0.38,
        question: 'O Kit Festinha pode ter docinhos sem lactose?',
        text: CALLED,
      },
      { ago: 160, by: 'claim', member: BIA },
      {
        ago: 158,
        by: 'member',
        member: BIA,
        quotes: 0,
        text: 'Oi, Thiago! Os docinhos ainda não temos sem lactose, mas o bolo do kit dá para fazer, com acréscimo de R$ 15,00 por kg.',
      },
      { ago: 150, by: 'contact', text: 'Ótimo, então quero o de brigadeiro sem lactose' },
      { ago: 146, by: 'member', member: BIA, text: 'Anotado! Fica para sábado, às 10h, na matriz?' },
      { ago: 14, by: 'contact', text: 'Isso mesmo. Posso pagar o sinal por Pix?' },
    ],
  },
  {
    name: 'Osvaldo Pinheiro',
    phone: phone(31, 1208),
    unread: 0,
    acts: [
      {
        ago: 5 * HOURS,
        by: 'contact',
        text: 'Renata, guarda seis pães de queijo para mim? Passo aí mais tarde',
      },
      {
        ago: 5 * HOURS - 4,
        by: 'phone',
        text: 'Guardo sim, seu Osvaldo! Separo os seis, quentinhos.',
        before: 'Guardo sim, seu Osvaldo! Separo os sete, quentinhos.',
      },
      { ago: 5 * HOURS - 6, by: 'contact', file: 'sticker' },
    ],
  },
  {
    name: 'Fernanda Lima',
    phone: phone(31, 1209),
    unread: 0,
    acts: [
      { ago: DAYS + 5 * HOURS, by: 'contact', text: 'Oi! Vocês alugam mesa para festa?' },
      {
        ago: DAYS + 5 * HOURS,
        by: 'ai',
        decision: 'reply',
        cites: 'Não alugamos mesa',
        confidence: 0.88,
        text: 'Oi! Não alugamos mesa, boleira nem decoração. Indicamos a Festa da Nina, (31) 90000-0009.',
      },
      {
        ago: DAYS + 4 * HOURS,
        by: 'contact',
        text: 'E dá para fazer a festa na varanda de vocês numa quarta?',
      },
      {
        ago: DAYS + 4 * HOURS - 7,
        by: 'member',
        member: RENATA,
        text: 'Dá sim, Fernanda! Quarta das 14h às 18h cabem até 25 pessoas. Deixo reservado?',
      },
      { ago: DAYS + 3 * HOURS, by: 'contact', text: 'Pode reservar para o dia 16!' },
      { ago: DAYS + 3 * HOURS - 2, by: 'member', member: RENATA, text: 'Reservado! Até lá.' },
      { ago: DAYS + 2 * HOURS, by: 'return' },
      { ago: 6 * HOURS, by: 'contact', text: 'Posso levar balões?' },
      {
        ago: 6 * HOURS,
        by: 'ai',
        decision: 'reply',
        cites: 'Pode trazer balão e toalha',
        confidence: 0.9,
        text: 'Pode! Balão e toalha podem vir com você; o som é só ambiente e bolo de fora não pode.',
      },
    ],
  },
  {
    name: 'Helena Duarte',
    phone: phone(31, 1210),
    unread: 0,
    acts: [
      { ago: 2 * DAYS + 3 * HOURS, by: 'contact', text: 'Meu pedido veio sem os guardanapos' },
      {
        ago: 2 * DAYS + 3 * HOURS,
        by: 'ai',
        decision: 'handoff',
        reason: 'complaint',
        question: 'O pedido veio sem os guardanapos',
        text: 'Sinto muito! Já chamei alguém da equipe para resolver com você.',
      },
      { ago: 2 * DAYS + 2 * HOURS, by: 'claim', member: BIA },
      {
        ago: 2 * DAYS + 2 * HOURS - 3,
        by: 'member',
        member: BIA,
        text: 'Oi, Helena! O motoboy está levando agora, chega em dez minutos. Desculpe a falha.',
      },
      { ago: 2 * DAYS + HOURS, by: 'contact', text: 'Chegou, muito obrigada pela rapidez!' },
      { ago: 2 * DAYS + HOURS - 5, by: 'close' },
    ],
  },
  {
    name: 'Dona Neide',
    phone: phone(31, 1211),
    unread: 0,
    acts: [
      {
        ago: 110,
        by: 'contact',
        file: 'voice',
        text: 'Oi, minha filha, que horas sai o pão de queijo de tarde?',
      },
      {
        ago: 109,
        by: 'ai',
        decision: 'reply',
        cites: 'Pão de queijo: 7h, 10h e 16h',
        confidence: 0.92,
        text: 'Oi, Dona Neide! De tarde o pão de queijo sai às 16h, quentinho, na matriz.',
      },
    ],
  },
  {
    name: 'Gustavo Prado',
    phone: phone(31, 1212),
    unread: 0,
    acts: [
      { ago: 4 * HOURS, by: 'contact', text: 'Vocês mandam nota fiscal no CNPJ?' },
      {
        ago: 4 * HOURS,
        by: 'ai',
        decision: 'reply',
        cites: 'Nota fiscal: emitimos',
        confidence: 0.89,
        text: 'Emitimos com CPF ou CNPJ, é só pedir na hora da compra.',
      },
      { ago: 4 * HOURS - 9, by: 'contact', text: 'E de uma compra de ontem, consigo a segunda via?' },
      {
        ago: 4 * HOURS - 9,
        by: 'ai',
        decision: 'handoff',
        reason: 'low_confidence',
        confidence: 0.33,
        question: 'Segunda via da nota de uma compra de ontem',
        text: CALLED,
      },
      {
        ago: 100,
        by: 'member',
        member: BIA,
        text: 'Oi, Gustavo! Me diga o número do cupom que eu envio a segunda via.',
        failure: 'disconnected',
      },
    ],
  },
  {
    name: 'Larissa Teixeira',
    phone: phone(31, 1213),
    unread: 1,
    acts: [
      { ago: 90, by: 'contact', lateBy: 9 * HOURS, text: 'Vocês ainda têm panetone de frutas?' },
      { ago: 90, by: 'called for history', question: 'Vocês ainda têm panetone de frutas?' },
    ],
  },
]
