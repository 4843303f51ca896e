import type { Clock } from '../../platform/clock.ts'
import {
  type ConnectionInfo,
  GatewayError,
  SEND_WITHIN_MS,
  type SentRecord,
  type WhatsappGateway,
} from '../gateway.port.ts'
import { jidVariants, phoneIn } from '../identity.ts'
import { type Loose, objectOf } from '../loose.ts'
import { type Answer, messageOf, openEvolutionHttp } from './evolution-http.ts'
import { fileCall, readFile, templateBody } from './files.ts'
import { historyQuery, readHistory } from './history.ts'
import { connectionOf, instanceBody, qrOf, webhookBody } from './instance-wire.ts'
import { sendOutcome } from './send-outcome.ts'
import { readPage, sentQuery } from './sent-records.ts'

const { text: SEND_MS, file: FILE_MS } = SEND_WITHIN_MS
const CALL_MS = 8000
/** With a QR asked for, `instance/create` sleeps 5 s before it answers. */
const CREATE_MS = 15_000
/** Typing holds its connection as long as it shows, so it has few of its own and cannot starve the sends. */
const TYPING_CONNECTIONS = 8
/** The far end of a search for sent messages: beyond any skew between the clocks. */
const AHEAD_MS = 24 * 3600 * 1000

type Options = { url: string; apiKey: string; clock: Clock; connections?: number }

/** Evolution API v2.3.x with its Baileys channel, behind the house's port. `close` ends its connections. */
export function evolutionGateway(options: Options): WhatsappGateway & { close(): Promise<void> } {
  const { url, apiKey, clock, connections = 32 } = options
  const http = openEvolutionHttp({ url, apiKey, connections })
  const typingHttp = openEvolutionHttp({ url, apiKey, connections: TYPING_CONNECTIONS })
  // A busy server takes up new connections in their order, some a second, and answers the ones it has meanwhile: over one of
  // those a question would overtake the send it asks about, which may still be queued there, even if its sender is gone.
  const askingHttp = openEvolutionHttp({ url, apiKey, connections, anew: true })

  async function post(
    path: string,
    body: unknown,
    timeoutMs = CALL_MS,
    mostBytes?: number,
  ): Promise<unknown> {
    const limit = mostBytes === undefined ? {} : { mostBytes }
    return succeeded(await http.call({ method: 'POST', path, body, timeoutMs, ...limit }))
  }

  async function askSent(instance: string, query: unknown): Promise<unknown> {
    const path = `/chat/findMessages/${encodeURIComponent(instance)}`
    return succeeded(await askingHttp.call({ method: 'POST', path, body: query, timeoutMs: CALL_MS }))
  }

  async function send(route: string, instance: string, jid: string, body: Loose, timeoutMs: number) {
    const at = clock.now()
    const path = `/message/${route}/${encodeURIComponent(instance)}`
    return sendOutcome(await http.call({ method: 'POST', path, body, timeoutMs }), { jid, at })
  }

  /** Reading may be repeated once: it changes nothing. */
  async function get(path: string): Promise<unknown> {
    const call = { method: 'GET', path, timeoutMs: CALL_MS } as const
    const first = await http.call(call)
    const again = first.kind === 'failed' ? first.failure !== 'timeout' : first.status >= 502
    return succeeded(again ? await http.call(call) : first)
  }

  /** Ends something; that it was not there is as good. */
  async function end(path: string, alreadyGone: (answer: Answer) => boolean): Promise<void> {
    const answer = await http.call({ method: 'DELETE', path, timeoutMs: CALL_MS })
    if (!alreadyGone(answer)) succeeded(answer)
  }

  return {
    sendText: ({ instance, jid, text }) =>
      send('sendText', instance, jid, { number: jid, text, linkPreview: false }, SEND_MS),

    async sendFile({ instance, jid, file, caption }) {
      const { route, body } = fileCall(jid, file, caption)
      return send(route, instance, jid, body, FILE_MS)
    },

    sendTemplate: ({ instance, jid, template, text }) =>
      send('sendTemplate', instance, jid, templateBody(jid, template, text), SEND_MS),

    async fetchFile({ instance, waId, mostBytes }) {
      const path = `/chat/getBase64FromMediaMessage/${encodeURIComponent(instance)}`
      const question = { message: { key: { id: waId } }, convertToMp4: false }
      // Base64 takes a third more, and the rest of the answer next to nothing.
      const body = await post(path, question, FILE_MS, Math.ceil(mostBytes * 1.4) + 65_536)
      return readFile(body, mostBytes)
    },

    async history({ instance, from, to, page }) {
      const path = `/chat/findMessages/${encodeURIComponent(instance)}`
      return readHistory(await post(path, historyQuery(from, to, page), FILE_MS))
    },

    async probe({ name, phone }) {
      // It needs the socket, changes nothing, and unlike a look-up of numbers it is answered from no cache.
      const body = { number: phone, presence: 'paused', delay: 1 }
      const path = `/chat/sendPresence/${encodeURIComponent(name)}`
      const answer = await http.call({ method: 'POST', path, body, timeoutMs: SEND_MS })
      return answer.kind === 'answered' && answer.status >= 200 && answer.status < 300
    },

    async findSent({ instance, jids, since }) {
      const until = new Date(clock.now().getTime() + AHEAD_MS)
      const found = new Map<string, SentRecord>()
      const chats = new Set(jids.flatMap(jidVariants))
      for (const chat of chats) {
        for (let page = 1, more = true; more; page++) {
          const query = sentQuery(chat, since, until, page)
          const read = readPage(await askSent(instance, query), chats, since)
          for (const record of read.records) found.set(record.waId, record)
          more = read.more
        }
      }
      return [...found.values()].sort((a, b) => b.at.getTime() - a.at.getTime())
    },

    async createInstance(instance) {
      const body = objectOf(await post('/instance/create', instanceBody(instance), CREATE_MS))
      // The official channel has no phone to scan with: it is open at once.
      if (instance.channel === 'official') return { status: 'connected', phone: null }
      return qrOf(body?.qrcode)
    },

    async setWebhook(instance) {
      const path = `/webhook/set/${encodeURIComponent(instance.name)}`
      await post(path, { webhook: { enabled: true, ...webhookBody(instance) } })
    },

    async connect(name, number) {
      const query = number ? `?number=${encodeURIComponent(number)}` : ''
      const body = await get(`/instance/connect/${encodeURIComponent(name)}${query}`)
      // Evolution reports trouble inside as 200.
      if (objectOf(body)?.error === true) throw new GatewayError('unavailable', messageOf(body))
      return connectionOf(body) ?? qrOf(body)
    },

    async state(name): Promise<ConnectionInfo> {
      const info = connectionOf(await get(`/instance/connectionState/${encodeURIComponent(name)}`))
      if (!info) throw new GatewayError('unavailable', 'no state in the answer')
      if (info.status !== 'connected') return info
      // The number is known to the list only; without it the state still counts.
      const rows = await get(`/instance/fetchInstances?instanceName=${encodeURIComponent(name)}`).catch(
        () => [],
      )
      const row = Array.isArray(rows) ? objectOf(rows[0]) : null
      return { ...info, phone: phoneIn(row?.ownerJid) }
    },

    async restart(name) {
      const body = await post(`/instance/restart/${encodeURIComponent(name)}`, {})
      // A closed session answers 200 and this.
      if (objectOf(body)?.error === true) throw new GatewayError('refused', 'not connected')
    },

    logout: (name) =>
      end(
        `/instance/logout/${encodeURIComponent(name)}`,
        (answer) =>
          answer.kind === 'answered' &&
          (answer.status === 404 || (answer.status === 400 && /not connected/i.test(messageOf(answer.body)))),
      ),

    remove: (name) =>
      end(
        `/instance/delete/${encodeURIComponent(name)}`,
        (answer) => answer.kind === 'answered' && answer.status === 404,
      ),

    async showTyping({ instance, jid, ms }) {
      // Decoration: whether it worked changes nothing.
      await typingHttp.call({
        method: 'POST',
        path: `/chat/sendPresence/${encodeURIComponent(instance)}`,
        body: { number: jid, presence: 'composing', delay: Math.round(ms) },
        timeoutMs: ms + CALL_MS,
      })
    },

    async hideTyping({ instance, jid }) {
      // Not over the few connections of typing: those that show it may hold all of them.
      await http.call({
        method: 'POST',
        path: `/chat/sendPresence/${encodeURIComponent(instance)}`,
        body: { number: jid, presence: 'paused', delay: 1 },
        timeoutMs: CALL_MS,
      })
    },

    async markRead({ instance, messages }) {
      const readMessages = messages.map(({ jid, waId }) => ({ remoteJid: jid, fromMe: false, id: waId }))
      await post(`/chat/markMessageAsRead/${encodeURIComponent(instance)}`, { readMessages })
    },

    async health() {
      // Any answer of its own will do; `GET /` would call WhatsApp, and the whole list may be long.
      const path = '/instance/fetchInstances?instanceName=plantao-health'
      const answer = await http.call({ method: 'GET', path, timeoutMs: CALL_MS })
      if (answer.kind === 'answered' && answer.status === 404) return
      succeeded(answer)
    },

    async close() {
      await Promise.all([http, typingHttp, askingHttp].map((each) => each.close()))
    },
  }
}

/** The body of a 2xx answer. @throws GatewayError for every other end */
function succeeded(answer: Answer): unknown {
  if (answer.kind === 'failed')
    throw new GatewayError(answer.failure === 'too_large' ? 'too_large' : 'unavailable', answer.failure)
  const { status, body } = answer
  if (status >= 200 && status < 300) return body
  const said = `http_${status}: ${messageOf(body)}`
  if (status === 403 && /already in use/i.test(said)) throw new GatewayError('taken', said)
  if (status === 401 || status === 403) throw new GatewayError('unauthorized', said)
  if (status === 404) throw new GatewayError('not_found', said)
  if (status >= 400 && status < 500 && status !== 429) throw new GatewayError('refused', said)
  throw new GatewayError('unavailable', said)
}
