import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { BotSettings } from '@plantao/shared/bot-settings'
import type { Conversation, Message } from '@plantao/shared/conversations'
import type { WholeHouse } from '../../../infra/testing/house/start-house.ts'
import { createPhone, type Phone, until } from '../../../infra/testing/people/phone.ts'

/** The customer of both companies: one person, one number. */
export const CUSTOMER = '5531987650001'
export const QUESTION = 'quanto custa a broa de fubá?'
const PASSWORD = 'uma-senha-so-minha'

export type Company = {
  /** The root of all its words: in no other company's data, and in no language. */
  canary: string
  email: string
  colleague: string
  token: string
  instance: string
  phone: Phone
  call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T; text: string }>
  bytes(path: string): Promise<{ status: number; body: Buffer }>
  /** The conversation with the customer. */
  conversation(): Promise<Conversation>
  messages(): Promise<Message[]>
}

const VOWELS = 'aeiou'
const CONSONANTS = 'bdfgjklmnprstvz'

/** A name no dictionary has, that can still be said: it must survive whatever treats words as words. */
function strangeName(): string {
  const bytes = [...randomBytes(10)]
  return bytes.map((byte, at) => (at % 2 ? VOWELS : CONSONANTS)[byte % (at % 2 ? 5 : 15)]).join('')
}

/** What a company of this canary has written down: the demo bakery's, with a name and a price of its own. */
async function knowledge(canary: string, price: string): Promise<string> {
  const bakery = await readFile(new URL('../../../infra/demo/padaria.txt', import.meta.url), 'utf8')
  const text = bakery.replace('Broa de fubá: R$ 3,80', `Broa de fubá ${canary}broa: R$ ${price}`)
  if (text === bakery) throw new Error('the demo bakery sells no broa any more')
  return `${text}\nSANDUÍCHES\nO sanduíche natural ${canary}lanche custa R$ 17,00.\n`
}

/** Pays, signs in, writes, pairs, invites: a company like the others, made from outside, with its canary in every text. */
export async function foundCompany(house: WholeHouse, price: string): Promise<Company> {
  const canary = strangeName()
  const [email, colleague] = [`dona@${canary}.example`, `bia@${canary}.example`]
  const outside = async (method: string, url: string, body?: unknown, token?: string) => {
    const answer = await fetch(url, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const bytes = Buffer.from(await answer.arrayBuffer())
    return { status: answer.status, bytes, text: bytes.toString(), type: answer.headers.get('content-type') }
  }
  let token = ''
  const call: Company['call'] = async (method, path, body) => {
    const { status, text, type } = await outside(method, `${house.cloudUrl}/api/v1${path}`, body, token)
    return { status, text, body: (type?.includes('json') ? JSON.parse(text) : null) as never }
  }
  const done = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await call<T>(method, path, body)
    if (answer.status !== 200) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
    return answer.body
  }

  const order = { email, name: `Confeitaria ${canary}`, phone: '(31) 98765-0002' }
  const { url } = await done<{ url: string }>('POST', '/billing/checkout', order)
  await outside('POST', `${url}/pay`, {})
  const mails = createPhone(house.sandboxUrl).mails
  const [welcome] = await until('the welcome mail', async () => {
    const found = await mails(email)
    return found.length > 0 && found
  })
  const temporary = /Senha provisória: (\S+)/.exec(welcome!.text)![1]!
  const login = { email, password: temporary, client: 'desktop' }
  token = (await done<{ accessToken: string }>('POST', '/auth/login', login)).accessToken
  await done('PUT', '/me/password', { currentPassword: temporary, newPassword: PASSWORD })

  await done('PUT', '/knowledge', { text: await knowledge(canary, price) })
  const settings = await done<BotSettings>('GET', '/config')
  await done('PUT', '/config', {
    ...settings,
    messages: {
      ...settings.messages,
      greeting: `Aqui é a ${canary}ola.`,
      fallback: `Vou chamar a ${canary}gente.`,
    },
    debounce: { completeMs: 0, fragmentMs: 0, capMs: 0 },
  })
  const { name } = await done<{ name: string }>('POST', '/whatsapp/instance')
  await outside('POST', `${house.sandboxUrl}/phone/pair`, { instance: name })
  await until('the number to be connected', async () => {
    const { status } = await done<{ status: string }>('GET', '/whatsapp/status')
    return status === 'connected'
  })
  await done('POST', '/team/invites', { email: colleague, name: `Bia ${canary}colega` })
  await done('POST', '/quick-replies', { shortcut: 'pix', text: `O Pix é ${canary}pix.` })

  const company: Company = {
    canary,
    email,
    colleague,
    token,
    instance: name,
    phone: createPhone(house.sandboxUrl, name),
    call,
    async bytes(path) {
      const { status, bytes } = await outside('GET', `${house.cloudUrl}/api/v1${path}`, undefined, token)
      return { status, body: bytes }
    },
    conversation: () =>
      until('the conversation', async () => {
        const { items } = await done<{ items: Conversation[] }>('GET', '/conversations?limit=100')
        return items[0]
      }),
    async messages() {
      const { id } = await company.conversation()
      return (await done<{ items: Message[] }>('GET', `/conversations/${id}/messages`)).items
    },
  }
  return company
}

/** One day with the same customer: asked, answered, handed over, answered by a person, noted, proposed, exported. */
export async function liveThrough(company: Company): Promise<void> {
  const { canary, phone, call } = company
  const ok = async (method: string, path: string, body?: unknown) => {
    const answer = await call(method, path, body)
    if (answer.status !== 200) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`)
    return answer.body
  }
  const replies = (count: number) =>
    until(`${count} replies on the phone`, async () => {
      const out = (await phone.thread(CUSTOMER)).filter((message) => message.direction === 'out')
      return out.length >= count && out
    })
  await phone.write(CUSTOMER, QUESTION, { pushName: `Cliente ${canary}nome` })
  await replies(1)
  await phone.write(CUSTOMER, `Foto do pedido ${canary}pedido`, { kind: 'image' })
  await phone.write(CUSTOMER, `Quero falar com uma pessoa sobre o pedido ${canary}pedido`)
  await until('a person to be called', async () => (await company.conversation()).state === 'awaiting_human')
  const { id } = await company.conversation()
  await ok('POST', `/conversations/${id}/claim`, {})
  await ok('POST', `/conversations/${id}/notes`, {
    clientId: `nota-${canary}`,
    text: `Cuidado: ${canary}nota`,
  })
  const reply = `O pedido ${canary}resposta fica pronto na sexta-feira, às 16h, no balcão da matriz.`
  await ok('POST', `/conversations/${id}/messages`, { clientId: `resposta-${canary}`, text: reply })
  await until('the reply on the phone', async () =>
    (await phone.thread(CUSTOMER)).some((message) => message.text === reply),
  )
  await ok('POST', `/conversations/${id}/propose`, {
    question: `Quando fica pronto o ${canary}pergunta?`,
    answer: `O ${canary}pergunta fica pronto na sexta-feira às 16h.`,
  })
  const { text } = (await ok('GET', '/knowledge')) as { text: string }
  const drafted = `${text}\nO ${canary}bolo de cenoura também se encomenda pelo WhatsApp.\n`
  const { id: rehearsal } = (await ok('POST', '/knowledge/rehearsals', { text: drafted })) as { id: string }
  await until('the Ensaio', async () => {
    const { status } = (await ok('GET', `/knowledge/rehearsals/${rehearsal}`)) as { status: string }
    return status === 'done'
  })
  await ok('POST', '/privacy/export')
  await until('the export', async () => {
    const { items } = (await ok('GET', '/privacy/exports')) as { items: { status: string }[] }
    return items.every((one) => one.status === 'ready')
  })
}
