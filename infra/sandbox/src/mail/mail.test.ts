import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Faults } from '../faults.ts'
import { startMail } from './index.ts'

let app: FastifyInstance
let faults: Faults
let port: number
const sockets: Socket[] = []

beforeEach(async () => {
  faults = new Faults()
  app = Fastify()
  port = (await startMail(app, { smtpPort: 0, faults })).port
})

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await app.close()
})

/** One SMTP conversation: `say` sends a line and gives the last line of the answer. */
async function dial(toPort = port) {
  const socket = connect(toPort, '127.0.0.1')
  sockets.push(socket)
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]()
  const heard = async () => {
    for (;;) {
      const { value, done } = await lines.next()
      if (done || /^\d{3} /.test(value)) return done ? 'closed' : (value as string)
    }
  }
  const greeting = await heard()
  const say = (line: string) => {
    socket.write(`${line}\r\n`)
    return heard()
  }
  return { greeting, say, socket }
}

const MAIL = [
  'From: =?utf-8?q?Plant=C3=A3o?= <oi@plantao.example>',
  'To: Dona <dona@padaria.example>',
  'Subject: =?utf-8?q?Atendimento_pendente_h=C3=A1_10_min?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('Maria espera há 10 minutos.').toString('base64'),
  '--b',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<p>Maria <b>espera</b></p><script>alert(1)</script>',
  '--b--',
  '.',
].join('\r\n')

async function deliver(...recipients: string[]) {
  const { say } = await dial()
  await say('EHLO cloud')
  await say('MAIL FROM:<oi@plantao.example>')
  for (const to of recipients) await say(`RCPT TO:<${to}>`)
  await say('DATA')
  return say(MAIL)
}

async function inbox(query = '') {
  return (await app.inject(`/mail/messages${query}`)).json().messages
}

describe('the inbox', () => {
  it('starts empty', async () => {
    expect(await inbox()).toEqual([])
  })

  it('takes a mail, decodes it, and finds it by recipient in any case', async () => {
    expect(await deliver('Dona@Padaria.example', 'outra@padaria.example')).toMatch(/^250/)
    expect(await inbox('?to=DONA@padaria.example')).toEqual([
      {
        id: expect.any(String),
        to: 'dona@padaria.example',
        from: '"Plantão" <oi@plantao.example>',
        subject: 'Atendimento pendente há 10 min',
        text: 'Maria espera há 10 minutos.',
        html: expect.stringContaining('<b>espera</b>'),
        at: expect.stringMatching(/^\d{4}-.*Z$/),
      },
    ])
    expect(await inbox()).toHaveLength(2)
    expect(await inbox('?to=ninguem@padaria.example')).toEqual([])
  })

  it('lets anybody sign in, and offers no STARTTLS it could not prove', async () => {
    const { say } = await dial()
    await say('EHLO cloud')
    expect(await say(`AUTH PLAIN ${Buffer.from('\0any\0thing').toString('base64')}`)).toMatch(/^235/)
    expect(await say('STARTTLS')).toMatch(/^5/)
  })

  it('says 421 while it is down, to new and open connections, and recovers', async () => {
    const open = await dial()
    await open.say('EHLO cloud')
    faults.set({ smtp: { down: true } })
    expect(await open.say('MAIL FROM:<oi@plantao.example>')).toMatch(/^421/)
    expect((await dial()).greeting).toMatch(/^421/)
    faults.reset()
    expect(await deliver('dona@padaria.example')).toMatch(/^250/)
  })

  it('survives a client that hangs up in the middle', async () => {
    const { say, socket } = await dial()
    await say('EHLO cloud')
    socket.resetAndDestroy()
    await once(socket, 'close')
    expect(await deliver('dona@padaria.example')).toMatch(/^250/)
  })

  it('names a taken port instead of hanging', async () => {
    const other = Fastify()
    await expect(startMail(other, { smtpPort: port, faults })).rejects.toThrow(/EADDRINUSE/)
    await other.close()
  })
})

describe('the page', () => {
  it('is served with its parts under a policy that runs no foreign script', async () => {
    for (const [path, type] of [
      ['/mail', 'text/html'],
      ['/mail/mail.css', 'text/css'],
      ['/mail/mail.js', 'text/javascript'],
    ] as const) {
      const { statusCode, headers } = await app.inject(path)
      expect(statusCode).toBe(200)
      expect(headers['content-type']).toContain(type)
      expect(headers['content-security-policy']).toContain("script-src 'self'")
    }
  })

  it('shows mails in a frame without scripts', async () => {
    const { body } = await app.inject('/mail')
    expect(body).toMatch(/<iframe[^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/)
  })
})
