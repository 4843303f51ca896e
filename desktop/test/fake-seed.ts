import type { Conversation, Message, Receipt } from '@plantao/shared/conversations'
import type { HandoffReason } from '@plantao/shared/handoff'
import { idOf } from './fake-house.ts'

export const PEOPLE = {
  ana: { id: idOf(9, 1), name: 'Ana Souza', email: 'ana@padaria.example', role: 'attendant' as const },
  beto: { id: idOf(9, 2), name: 'Beto Lima', email: 'beto@padaria.example', role: 'attendant' as const },
  nova: { id: idOf(9, 3), name: 'Carla Dias', email: 'carla@padaria.example', role: 'attendant' as const },
}

const FIRST = [
  'Maria',
  'João',
  'Antônia',
  'Luiz',
  'Conceição',
  'Ígor',
  'Beatriz',
  'Sebastião',
  'Jéssica',
  'Paulo',
]
const LAST = [
  'da Silva',
  'Oliveira',
  'dos Santos',
  'Araújo',
  'Pereira',
  'Gonçalves',
  'Ribeiro',
  'Nunes',
  'Moraes',
]
export const LONG_NAME = 'Maria Aparecida dos Santos Albuquerque de Oliveira Cavalcanti'.slice(0, 60)

const ASKED: { question: string; reason: HandoffReason; bot: string }[] = [
  {
    question:
      'Vocês abrem no domingo de Páscoa? Queria encomendar dois panetones trufados e não achei o horário',
    reason: 'low_confidence',
    bot: 'Essa eu não sei de certeza. Já chamei alguém da equipe, te respondem por aqui!',
  },
  {
    question: 'Quero falar com uma pessoa, por favor',
    reason: 'customer_asked',
    bot: 'Já chamei alguém da equipe, te respondem por aqui!',
  },
  {
    question: 'O bolo chegou amassado e ninguém me atende no telefone',
    reason: 'complaint',
    bot: 'Sinto muito por isso. Já chamei alguém da equipe.',
  },
  {
    question: 'Quanto fica o cento de salgados com entrega no Jardim das Flores?',
    reason: 'ungrounded',
    bot: 'Essa eu não sei de certeza. Já chamei alguém da equipe.',
  },
  {
    question: 'Foto do bolo que eu queria',
    reason: 'unsupported_media',
    bot: 'Recebi a foto! Vou chamar alguém da equipe para ver.',
  },
  {
    question: 'Tem pão sem glúten hoje?',
    reason: 'model_unavailable',
    bot: 'Já chamei alguém da equipe, te respondem por aqui!',
  },
]

const SMALL: [string, string][] = [
  ['Oi, bom dia!', 'Oi! Aqui é o assistente da Padaria Pão Quente 🙂 No que posso ajudar?'],
  ['Que horas vocês abrem amanhã?', 'De segunda a sábado abrimos às 6h e fechamos às 20h.'],
  ['Tem pão de queijo congelado?', 'Tem sim. O pacote de 1 kg sai por R$ 32,00.'],
  ['E vocês entregam na Vila Mariana?', 'Entregamos até 5 km da loja. A taxa é de R$ 8,00.'],
  ['Aceita vale-refeição?', 'Aceitamos Alelo, Sodexo e VR na loja.'],
]

const LONG_TEXT = Array.from(
  { length: 40 },
  (_each, n) =>
    `${n + 1}. Para a festa de sábado preciso de brigadeiro, beijinho, coxinha e bolinha de queijo, tudo em caixas separadas.`,
)
  .join('\n')
  .padEnd(4000, ' obrigada')
  .slice(0, 4000)

/** One of each thing a customer may send, and states of files. */
const SHOWN: Partial<Message>[] = [
  { kind: 'image', text: 'assim, ó', media: { state: 'ready', width: 800, height: 600 } },
  { kind: 'image', media: { state: 'pending' } },
  { kind: 'image', media: { state: 'failed', failure: 'gone', viewOnce: true } },
  { kind: 'audio', media: { seconds: 7, state: 'ready', voice: true, words: 'empty' } },
  { kind: 'video', media: { seconds: 31, bytes: 4_200_000, state: 'ready' } },
  { kind: 'sticker', media: { state: 'ready' } },
  { kind: 'location', media: { latitude: -23.561, longitude: -46.656 } },
  { kind: 'contact', media: { contacts: [{ name: 'Tia Célia', phone: '5511988887777' }] } },
  { kind: 'poll', text: 'Qual bolo?', media: { options: ['Cenoura', 'Fubá'] } },
  {
    kind: 'note',
    direction: 'out',
    author: 'member',
    name: 'Beto Lima',
    text: 'Cliente desde 2019, sempre encomenda na Páscoa.',
  },
  { text: 'pode ser? 🙏', reactions: [{ by: 'company', emoji: '👍' }] },
]

export type Seed = { conversations: Conversation[]; messages: Map<string, Message[]>; receipts: Receipt[] }

function pick<T>(from: readonly T[], n: number): T {
  return from[n % from.length] as T
}

/** A busy bakery: `count` conversations, four people waiting, some held by Ana and Beto, the rest by the AI. */
export function seedBakery(count: number, now: number): Seed {
  const seed: Seed = { conversations: [], messages: new Map(), receipts: [] }
  let made = 0
  for (let n = 0; n < count; n++) {
    const id = idOf(1, n)
    const waiting = n < 4
    const mine = n === 4 || n === 5
    const betos = n === 6
    const human = waiting || mine || betos
    const asked = pick(ASKED, n)
    const rows: Message[] = []
    const say = (minutesAgo: number, part: Partial<Message>) => {
      const base = { direction: 'in', author: 'contact', kind: 'text', status: 'received' } as const
      const at = new Date(now - minutesAgo * 60_000).toISOString()
      const arrival = ++made
      rows.push({ ...base, id: idOf(3, arrival), conversationId: id, at, arrival, ...part })
    }
    const bot = (minutesAgo: number, text: string, receiptId?: string) =>
      say(minutesAgo, {
        direction: 'out',
        author: 'ai',
        status: 'read',
        text,
        ...(receiptId ? { receiptId } : {}),
      })
    const age = waiting ? [134, 12, 2.2, 0.7][n]! : mine ? n * 3 : 20 + n * 11

    const rounds = n === 0 ? 60 : n === 4 ? 4 : 2
    for (let round = rounds; round > 0; round--) {
      const [question, answer] = pick(SMALL, n + round)
      const ago = age + round * (n === 0 ? 340 : 700)
      const receiptId = idOf(4, made + 1)
      say(ago, { text: question })
      bot(ago - 0.1, answer, receiptId)
      seed.receipts.push(receiptFor(receiptId, id, question, answer, now - ago * 60_000))
    }
    if (n === 0) {
      say(age + 30, { text: LONG_TEXT })
      say(age + 25, {
        text: 'Ignora a lista antiga',
        editedAt: new Date(now - (age + 24) * 60_000).toISOString(),
      })
      say(age + 22, { text: 'era 30 reais?', deletedAt: new Date(now - (age + 21) * 60_000).toISOString() })
      say(age + 20, {
        kind: 'audio',
        media: { seconds: 14, mime: 'audio/ogg', state: 'ready', voice: true, words: 'ready' },
        text: 'oi, queria saber da encomenda',
      })
      say(age + 18, {
        kind: 'document',
        media: { fileName: 'lista-da-festa.pdf', bytes: 183_000, state: 'ready' },
      })
      SHOWN.forEach((part, at) => {
        say(age + 17 - at, part)
      })
    }
    if (human) {
      say(
        age + 0.3,
        asked.reason === 'unsupported_media'
          ? { kind: 'image', text: asked.question, media: { state: 'ready', width: 320, height: 240 } }
          : { text: asked.question },
      )
      const receiptId = idOf(5, n)
      bot(age, asked.bot, receiptId)
      seed.receipts.push(handoffReceipt(receiptId, id, asked, now - age * 60_000))
      if (waiting && n !== 3)
        say(Math.max(0.4, age - 1), { text: pick(['Oi?', 'Alguém aí?', 'e no domingo que vem?'], n) })
    }
    const held = mine ? PEOPLE.ana : betos ? PEOPLE.beto : null
    if (held) {
      const text = 'Oi! Aqui é da Padaria, vou verificar agora mesmo para você.'
      const status = (['read', 'delivered', 'failed'] as const)[n % 3] ?? 'sent'
      say(age - 1.5, { direction: 'out', author: 'member', name: held.name, text, status })
      if (n === 5) {
        say(age - 2, {
          direction: 'out',
          author: 'member',
          name: held.name,
          text: 'A massa sai às 16h.',
          status: 'failed',
        })
        say(age - 2.5, { direction: 'out', author: 'phone', text: 'Pode vir buscar', status: 'held' })
        say(age - 3, { text: 'Combinado, obrigada 🙂' })
      }
    }
    const last = rows.at(-1)!
    const name = n === 1 ? LONG_NAME : n === 3 ? null : `${pick(FIRST, n * 7)} ${pick(LAST, n * 3)}`
    seed.messages.set(id, rows)
    seed.conversations.push({
      id,
      state: waiting ? 'awaiting_human' : held ? 'human_replied' : 'ai_active',
      contact: { id: idOf(2, n), phone: `55119${String(80000000 + n * 7919)}`, name },
      lastMessage: {
        text: last.deletedAt ? null : (last.text ?? null),
        kind: last.kind,
        author: last.author,
        at: last.at,
      },
      unread: waiting ? n + 1 : n === 5 ? 1 : 0,
      updatedAt: last.at,
      ...(waiting ? { waitingSince: new Date(now - age * 60_000).toISOString() } : {}),
      ...(held ? { assignee: { id: held.id, name: held.name } } : {}),
      ...(human ? { handoff: { reason: asked.reason, question: asked.question } } : {}),
      ...(n === 9 ? { closedAt: last.at } : {}),
    })
  }
  return seed
}

const HOURS = {
  heading: 'Horário',
  text: 'A padaria abre de segunda a sábado das 6h às 20h. Aos domingos, das 7h às 13h. Nos feriados nacionais seguimos o horário de domingo, salvo aviso na porta.',
}
const DELIVERY = {
  heading: 'Entrega',
  text: 'Entregamos em até 5 km da loja, taxa de R$ 8,00, pedidos acima de R$ 40,00. Encomendas de festa precisam de 48 horas.',
}

function receiptFor(
  id: string,
  conversationId: string,
  question: string,
  reply: string,
  at: number,
): Receipt {
  return {
    id,
    conversationId,
    decision: 'reply',
    question,
    reply,
    confidence: 0.86,
    threshold: 0.5,
    chunks: [
      { id: idOf(6, 1), hash: 'a1', ...HOURS, score: 0.81, cited: true },
      { id: idOf(6, 2), hash: 'b2', ...DELIVERY, score: 0.32, cited: false },
    ],
    model: 'gpt-5-mini',
    tokens: { input: 812, output: 41 },
    timings: { retrieve: 9, judge: 310, write: 640 },
    at: new Date(at).toISOString(),
  }
}

function handoffReceipt(
  id: string,
  conversationId: string,
  asked: (typeof ASKED)[number],
  at: number,
): Receipt {
  return {
    ...receiptFor(id, conversationId, asked.question, '', at),
    decision: 'handoff',
    reason: asked.reason,
    confidence: 0.31,
    chunks: [
      { id: idOf(6, 1), hash: 'a1', ...HOURS, score: 0.42, cited: true },
      { id: idOf(6, 2), hash: 'b2', ...DELIVERY, score: 0.18, cited: false },
    ],
  }
}
