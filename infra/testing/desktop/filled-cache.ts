import { join } from 'node:path'
import type { Me } from '@plantao/shared/accounts'
import type { Conversation, Message } from '@plantao/shared/conversations'
import { cachesIn } from '../../../desktop/src/main/caches.ts'
import { createJournal } from '../../../desktop/src/main/journal.ts'
import { tokenVault } from '../../../desktop/src/main/token-vault.ts'
import { seededRandom } from '../random.ts'

export const MESSAGES = 100_000
const CONVERSATIONS = 2500
const EACH = MESSAGES / CONVERSATIONS
const DAYS = 29 * 24 * 3600_000

const WORDS =
  `bolo pão encomenda preço horário entrega domingo amanhã café padaria chocolate morango aniversário
casamento quilo meio cento salgado doce sonho broa fubá queijo presunto integral forno quente fresco cartão pix
dinheiro troco endereço bairro rua número telefone obrigada bom dia boa tarde noite quanto custa vocês fazem abrem
fecham feriado sábado segunda retirar buscar pronto atraso desculpe claro certo combinado até logo vegano glúten
lactose açúcar diabético recheio cobertura brigadeiro beijinho coxinha empada esfiha torta limão maracujá`.split(
    /\s+/,
  )

/** There is no keyring here; what lies in the folder is thrown away with it. */
export const OPEN_KEYRING = {
  encrypt: (text: string) => Buffer.from(text),
  decrypt: (sealed: Buffer) => sealed.toString(),
}

const idOf = (kind: number, n: number) =>
  `018f${kind.toString(16).padStart(4, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

const ME: Me = {
  member: {
    id: idOf(9, 1),
    tenantId: idOf(8, 1),
    name: 'Bia',
    email: 'bia@bench.example',
    role: 'attendant',
  },
  tenant: { id: idOf(8, 1), name: 'Bancada', timeZone: 'America/Sao_Paulo' },
  mustChangePassword: false,
}

/** Writes the folder of a member who is signed in at that cloud: 100,000 messages of 2,500 customers over 29 days, the same every time. */
export async function fillCache(folder: string, cloudUrl: string): Promise<void> {
  const vault = tokenVault(join(folder, 'session.bin'), OPEN_KEYRING, cloudUrl)
  await vault.save({ refreshToken: 'none', me: ME })
  const caches = cachesIn({ kind: 'sqlite', folder, keyring: OPEN_KEYRING, journal: createJournal(Date.now) })
  const cache = await caches(ME.member.id)
  const { below, pick } = seededRandom(20261124)
  const now = Date.now()
  const sentence = () => Array.from({ length: 4 + below(14) }, () => pick(WORDS)).join(' ')
  for (let from = 0; from < CONVERSATIONS; from += 100) {
    const conversations: Conversation[] = []
    const messages: Message[] = []
    for (let n = from; n < from + 100; n++) {
      const conversationId = idOf(1, n)
      const last = now - Math.floor((n / CONVERSATIONS) * DAYS)
      for (let m = 0; m < EACH; m++) {
        const mine = m % 2 === 1
        messages.push({
          ...{ id: idOf(3, n * EACH + m), conversationId, text: sentence(), kind: 'text' },
          ...(mine
            ? { direction: 'out', author: 'ai', status: 'read' }
            : { direction: 'in', author: 'contact', status: 'received' }),
          at: new Date(last - (EACH - m) * 30_000).toISOString(),
        })
      }
      const { text = null, kind, author, at } = messages.at(-1) as Message
      const waits = n < 40
      conversations.push({
        ...{ id: conversationId, state: waits ? 'awaiting_human' : 'ai_active', unread: waits ? 2 : 0 },
        contact: { id: idOf(2, n), phone: `55119${String(10_000_000 + n)}`, name: `Cliente ${n}` },
        ...{ lastMessage: { text, kind, author, at }, updatedAt: at },
        ...(waits ? { waitingSince: at } : {}),
      })
    }
    const threads = conversations.map(({ id }) => ({ conversationId: id, older: null, replace: false }))
    await cache.commit({ conversations, threads, messages })
  }
  await cache.commit({ cursor: 1, walk: { next: null } })
  await cache.close()
}

/** What people type into the search: whole words, beginnings of one, several, with and without accents. */
export function searches(count: number): string[] {
  const { below, pick } = seededRandom(7)
  return Array.from({ length: count }, () => {
    const words = Array.from({ length: 1 + below(3) }, () => pick(WORDS))
    const cut = 1 + below(5)
    const last = words.pop() ?? ''
    const typed = [...words, below(2) ? last : last.slice(0, cut)].join(' ')
    return below(2) ? typed : typed.normalize('NFD').replace(/\p{Mn}/gu, '')
  })
}
