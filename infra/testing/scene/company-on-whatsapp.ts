import type { Conversation, Message } from '@plantao/shared/conversations'
import Fastify from 'fastify'
import pg from 'pg'
import type { z } from 'zod'
import { botMay, composeTask, createDecider, returnStaleTask } from '../../../cloud/src/answer/index.ts'
import { readBotSettings } from '../../../cloud/src/bot-settings/index.ts'
import { createDispatcher, dispatchTask, receiveTask } from '../../../cloud/src/conversations/index.ts'
import { listConversations, listMessages } from '../../../cloud/src/conversations/reading.repo.ts'
import { openDatabase } from '../../../cloud/src/platform/database.ts'
import { takeProcessNumber } from '../../../cloud/src/platform/process-number.ts'
import type { Tasks } from '../../../cloud/src/platform/queue.ts'
import { roleUrl } from '../../../cloud/src/platform/roles.ts'
import {
  createTombstones,
  type SendOutcome,
  type WhatsappGateway,
  webhookRoute,
} from '../../../cloud/src/whatsapp/index.ts'
import { secretHash } from '../../../cloud/src/whatsapp/secret.ts'
import { testDatabase } from '../database/database.ts'
import { takeJobs } from './private-jobs.ts'
import { makeTenant } from './tenant.ts'

/** What the bot answers to every question that reaches it. */
export const ANSWER = 'O frete é R$ 5,00.'
const SECRET = 'only-of-tests'

type Written = { at?: Date; id?: string; text?: string; message?: unknown }

/**
 * A company that hears of WhatsApp by real webhooks, with the product's jobs on a real database and a clock that the test
 * turns. WhatsApp takes whatever it sends; the model answers `ANSWER` to any question.
 */
export async function companyOnWhatsapp(start: Date) {
  const clock = { at: start, now: () => clock.at }
  const database = await testDatabase()
  const url = roleUrl(database.url, 'plantao_app')
  const db = openDatabase({ url, clock })
  const number = await takeProcessNumber(url, () => undefined)
  const queue = new pg.Client(database.url)
  await queue.connect()
  await queue.query('set role plantao_queue')
  const tenant = await makeTenant(db, start)
  await db.tenant(tenant.tenantId, (tx) =>
    tx.query('update instance set secret_hash = $2 where tenant_id = $1', [tx.tenantId, secretHash(SECRET)]),
  )
  const door = Fastify()
  door.register(webhookRoute({ db, clock }))

  const sent: { to: string; text: string }[] = []
  let ids = 0
  let isAway = false
  const gateway = {
    sendText: async ({ jid, text }: { jid: string; text: string }): Promise<SendOutcome> => {
      if (isAway) return { kind: 'not_sent', failure: 'away' }
      sent.push({ to: jid.replace(/@.*/, ''), text })
      return { kind: 'accepted', waId: `3EB0OURS${++ids}`, jid: '', at: clock.at }
    },
  } as unknown as WhatsappGateway
  const dispatcher = createDispatcher({ db, gateway, botMay, process: number.value, now: clock.now })
  const chunk = {
    id: 'a',
    text: `Entrega. ${ANSWER}`,
    hash: 'h',
    score: 0.9,
    position: 0,
    starts: 0,
    ends: 1,
  }
  const decider = createDecider({
    db,
    clock,
    ceilingUsdMicro: 1e9,
    search: async () => ({ chunks: [chunk], confidence: 0.9 }) as never,
    models: {
      complete: async ({ schema }: { schema: z.ZodType }) => ({
        value: schema.parse({ decision: 'answer', reason: null, reply: ANSWER, citations: ['a'] }),
        model: 'test',
        tokens: { input: 1, output: 1 },
        ms: 1,
      }),
    } as never,
  })
  const outcomes: string[] = []
  const tasks: Tasks = {
    receive: receiveTask({
      db,
      settings: readBotSettings,
      tombstones: createTombstones('a secret of tests'),
      eraseFound: async () => false,
      onOutcome: (outcome) => outcomes.push(outcome),
    }),
    compose: composeTask({ db, dispatcher, process: number.value, decide: decider.forTurn }),
    dispatch: dispatchTask({ db, dispatcher }),
  }

  /** Does every job that is due, and those they leave behind. */
  async function work(): Promise<void> {
    for (;;) {
      const [job] = await takeJobs<keyof Tasks>(queue, clock.at, 1)
      if (!job) return
      await (tasks[job.name] as ((given: never) => Promise<void>) | undefined)?.(job.payload)
    }
  }

  async function post(event: string, data: unknown): Promise<{ status: number; stored: boolean }> {
    const answer = await door.inject({
      method: 'POST',
      url: '/webhook/whatsapp',
      headers: { authorization: `Bearer ${SECRET}` },
      payload: { event, instance: 'i', sender: '5511900000000@s.whatsapp.net', data },
    })
    return { status: answer.statusCode, stored: answer.json().stored }
  }

  const write = (fromMe: boolean) => async (phone: string, written: string | Written) => {
    const { at = clock.at, id, text, message } = typeof written === 'string' ? { text: written } : written
    const waId = id ?? `3A${String(++ids).padStart(6, '0')}`
    const answer = await post('messages.upsert', {
      key: { remoteJid: `${phone}@s.whatsapp.net`, fromMe, id: waId },
      pushName: 'Maria Teste',
      message: message === undefined ? { conversation: text } : message,
      messageTimestamp: Math.floor(at.getTime() / 1000),
      ...(fromMe ? { source: 'android' } : {}),
    })
    return { waId, ...answer }
  }

  return {
    clock,
    db,
    tenant,
    databaseUrl: database.url,
    /** What WhatsApp was given to send to a customer, in order. */
    sentTo: (phone: string) => sent.filter(({ to }) => to === phone).map(({ text }) => text),
    /** What became of each webhook that was read. */
    outcomes,
    post,
    work,
    /** A customer writes; nothing is done about it before `work`. */
    customer: write(false),
    /** Somebody writes on the company's own phone. */
    ownPhone: write(true),
    /** Time passes, and what comes due in it is done, second by second for the first ten minutes. */
    async pass(ms: number): Promise<void> {
      const end = clock.at.getTime() + ms
      await work()
      for (let second = 0; second < 600 && clock.at.getTime() + 1000 <= end; second++) {
        clock.at = new Date(clock.at.getTime() + 1000)
        await work()
      }
      clock.at = new Date(end)
      await work()
    },
    /** The next time the clock in Brasília (three hours behind UTC) shows this, `HH:MM`. Nothing is done on the way. */
    turnToNext(time: string): void {
      const today = new Date(clock.at.getTime() - 3 * 3_600_000).toISOString().slice(0, 10)
      const at = Date.parse(`${today}T${time}:00-03:00`)
      clock.at = new Date(at > clock.at.getTime() ? at : at + 86_400_000)
    },
    /** Whether WhatsApp takes nothing just now. */
    away(is: boolean): void {
      isAway = is
    },
    /** The sweep that gives back what people have left. */
    returnStale: () => returnStaleTask({ db, now: clock.now })(),
    async conversation(phone: string): Promise<Conversation | undefined> {
      const { items } = await db.tenant(tenant.tenantId, (tx) => listConversations(tx, { limit: 200 }))
      return items.find((one) => one.contact.phone === phone)
    },
    async messages(phone: string): Promise<Message[]> {
      const found = await this.conversation(phone)
      if (!found) return []
      return (await db.tenant(tenant.tenantId, (tx) => listMessages(tx, found.id, { limit: 200 }))).items
    },
    async stop(): Promise<void> {
      await door.close()
      await queue.end()
      await number.close()
      await db.close()
      await database.drop()
    },
  }
}

export type CompanyOnWhatsapp = Awaited<ReturnType<typeof companyOnWhatsapp>>
