import { randomUUID } from 'node:crypto'
import type { Conversation } from '@plantao/shared/conversations'
import { MOST_SEARCHED } from '@plantao/shared/http/endpoints/knowledge'
import { archiveOf } from '../attack/archive.ts'
import { until } from '../people/phone.ts'
import type { Ground } from './ground.ts'

/** A way by which a stranger's text comes in, with the longest that is sent there. */
export type Door = {
  name: string
  /** Characters. */
  length: number
  /** Who writes there. */
  by: 'companies' | 'customers'
  /** Any text takes about a second of a core there. */
  isDear?: true
  /** Brings a text in and waits until everything was done with it. Throws for an answer nobody should get. */
  pass(ground: Ground, text: string): Promise<void>
}

/** 64 KB of letters: as much as WhatsApp takes. */
const WHOLE = 65_000
/** As much of a turn as is read for an answer. */
const READ = 8_000
/** As much as the API takes of a question, an answer and a name. */
const [QUESTION, ANSWER, NAME] = [2_000, 4_096, 120]
const KNOWLEDGE = 49_000

let people = 0
/** A customer nobody has heard of yet. */
function somebody(): string {
  people += 1
  return `55119${String(60_000_000 + ((process.pid * 1_000 + people) % 30_000_000))}`
}

/** All doors, by what comes in there. */
export const DOORS: readonly Door[] = [
  message('a message', WHOLE, (text) => ({ text })),
  message('a message that is read whole', READ, (text) => ({ text })),
  message('a message as long as a question', QUESTION, (text) => ({ text })),
  message('a caption', WHOLE, (text) => ({ kind: 'image', text })),
  message('a name', WHOLE, (text) => ({ text: 'oi', pushName: text })),
  message('a file name', WHOLE, (text) => ({ kind: 'document', fileName: `${text}.txt` })),
  message('the words of a voice note', WHOLE, (text) => ({ kind: 'audio', text })),
  message('a card of somebody', WHOLE, (text) => ({ kind: 'contact', text, contactPhone: '5511988887777' })),
  message('a choice of a poll', WHOLE, (text) => ({ kind: 'poll', text: 'Qual?', options: [text, 'outra'] })),
  {
    name: 'an edit, and what is asked after it',
    length: WHOLE,
    by: 'customers',
    async pass(ground, text) {
      const from = somebody()
      const id = await ground.phone(from, { text: 'oi' })
      await ground.settled()
      await ground.phone(from, { kind: 'edited', target: id, text })
      await ground.settled()
      await ground.phone(from, { text: 'Vocês aceitam pix?' })
      await ground.settled()
    },
  },
  {
    name: 'a quotation',
    length: WHOLE,
    by: 'customers',
    async pass(ground, text) {
      const from = somebody()
      const quoted = await ground.phone(from, { text })
      await ground.phone(from, { text: 'Vocês aceitam pix?', quoted })
      await ground.settled()
    },
  },
  file('a text file', (text) => [Buffer.from(text), 'precos.txt']),
  file('a markdown file', (text) => [Buffer.from(text), 'precos.md']),
  { ...file('a Word file', (text) => [wordOf(text), 'precos.docx']), isDear: true },
  {
    name: 'knowledge, and a search in it',
    length: KNOWLEDGE,
    isDear: true,
    by: 'companies',
    async pass(ground, text) {
      // Never the same text twice: that would publish nothing.
      await sent(ground, 'owner', 'PUT', '/knowledge', { text: `${text}\n${randomUUID()}` })
      await sent(ground, 'owner', 'GET', '/knowledge/search?q=pix')
      await ground.settled()
    },
  },
  call('a question that is tried', QUESTION, 'owner', 'POST', '/knowledge/try', (question) => ({ question })),
  {
    name: 'a question that is searched for',
    length: MOST_SEARCHED,
    by: 'customers',
    pass: (ground, text) =>
      sent(ground, 'owner', 'GET', `/knowledge/search?q=${encodeURIComponent(text.toWellFormed())}`),
  },
  {
    name: "a person's answer, what is learnt from it, and who asked the same",
    length: ANSWER,
    by: 'companies',
    async pass(ground, text) {
      const id = await waiting(ground)
      const reply = { clientId: randomUUID(), text }
      await sent(ground, 'owner', 'POST', `/conversations/${id}/messages`, reply)
      await ground.settled()
      await sent(ground, 'owner', 'GET', `/conversations/${id}/same-question`)
    },
  },
  {
    name: 'a proposal',
    length: ANSWER,
    by: 'companies',
    async pass(ground, text) {
      const pair = { question: text.slice(0, 1_000), answer: text }
      await sent(ground, 'owner', 'POST', `/conversations/${await waiting(ground)}/propose`, pair)
    },
  },
  {
    name: 'an internal note',
    length: ANSWER,
    by: 'companies',
    async pass(ground, text) {
      const note = { clientId: randomUUID(), text }
      await sent(ground, 'owner', 'POST', `/conversations/${await waiting(ground)}/notes`, note)
    },
  },
  call('the name of somebody invited', NAME, 'owner', 'POST', '/team/invites', (name) => ({
    name,
    email: `${randomUUID()}@convidada.example`,
    role: 'attendant',
  })),
  call('a question of the public page', 300, 'stranger', 'POST', '/demo/ask', (question) => ({ question })),
  call('a name at the till', NAME, 'stranger', 'POST', '/billing/checkout', (name) => ({
    name,
    email: `${randomUUID()}@compra.example`,
    phone: '(31) 98765-0002',
  })),
  call('a mail address at the till', WHOLE, 'stranger', 'POST', '/billing/checkout', (email) => ({
    name: 'Padaria',
    email,
    phone: '(31) 98765-0002',
  })),
  call('a phone at the till', WHOLE, 'stranger', 'POST', '/billing/checkout', (phone) => ({
    name: 'Padaria',
    email: 'dona@compra.example',
    phone,
  })),
  call('a mail address that signs in', WHOLE, 'stranger', 'POST', '/auth/login', (email) => ({
    email,
    password: 'uma-senha-qualquer',
    client: 'browser',
  })),
]

function message(name: string, length: number, of: (text: string) => Record<string, unknown>): Door {
  return {
    name,
    length,
    by: 'customers',
    async pass(ground, text) {
      await ground.phone(somebody(), of(text))
      await ground.settled()
    },
  }
}

function file(name: string, of: (text: string) => [Uint8Array, string]): Door {
  return {
    name,
    length: WHOLE,
    by: 'companies',
    async pass(ground, text) {
      const [bytes, fileName] = of(text)
      const form = new FormData()
      form.append('file', new Blob([new Uint8Array(bytes)]), fileName)
      await sent(ground, 'owner', 'POST', '/knowledge/import', form)
    },
  }
}

function call(
  name: string,
  length: number,
  as: 'owner' | 'stranger',
  method: string,
  path: string,
  of: (text: string) => unknown,
): Door {
  return { name, length, by: 'customers', pass: (ground, text) => sent(ground, as, method, path, of(text)) }
}

/** Whatever is said about the text, the house must have understood the call, and not have turned its caller away. */
async function sent(ground: Ground, ...call: Parameters<Ground['call']>): Promise<void> {
  const { status, body } = await ground.call(...call)
  if (status >= 500 || status === 401 || status === 404 || status === 429)
    throw new Error(
      `${call[1]} ${call[2].slice(0, 60)} answered ${status}: ${JSON.stringify(body).slice(0, 200)}`,
    )
}

const QUESTION_OF_NOBODY = 'Vocês consertam relógio de bolso antigo?'
const known = new WeakMap<Ground, Promise<string>>()

/** The conversation of a customer who waits for a person; one for a house. */
function waiting(ground: Ground): Promise<string> {
  const made = known.get(ground) ?? makeWaiting(ground)
  known.set(ground, made)
  return made
}

async function makeWaiting(ground: Ground): Promise<string> {
  const from = somebody()
  await ground.phone(from, { text: QUESTION_OF_NOBODY })
  // WhatsApp's server brings it when it can; beside other work that may be after the queue was seen empty.
  const { id } = await until('the customer who waits to have a conversation', async () => {
    await ground.settled()
    const path = '/conversations?limit=100'
    const { body } = await ground.call<{ items: Conversation[] }>('owner', 'GET', path)
    return body.items.find((one) => one.contact.phone === from)
  })
  return id
}

/** As small as Word would accept, the text in one paragraph. */
function wordOf(text: string): Uint8Array {
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
  const plain = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return archiveOf({
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>${plain}</w:t></w:r></w:p></w:body></w:document>`,
  })
}
