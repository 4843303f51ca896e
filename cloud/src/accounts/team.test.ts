import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { runJobs } from '../../../infra/testing/scene/jobs.ts'
import { type TestWeb, testWeb, tokenOf } from '../../../infra/testing/scene/web.ts'
import { suiteLog } from '../../../infra/testing/suite-log/suite-log.ts'
import { mailTasks } from '../mail/index.ts'
import { MailRefused } from '../mail/mailer.port.ts'
import { createLogger } from '../platform/logging.ts'
import { createMetrics } from '../platform/metrics.ts'
import { createTenant, mailedSecrets, mailRecipient } from './index.ts'

const PASSWORD = 'a-long-password'
let database: TestDatabase
let web: TestWeb
let casa: string
let tasks: Parameters<typeof runJobs>[1]
const sent: { to: string; text: string }[] = []

beforeAll(async () => {
  database = await testDatabase()
  web = testWeb(database.url)
  for (const house of ['casa', 'rua', 'loja']) {
    const { tenantId } = await createTenant(web.db, {
      name: house,
      slug: house,
      subscription: { state: 'active', periodEndsAt: null },
      owner: { email: `dona@${house}.example`, name: 'Dona', password: PASSWORD, mustChange: false },
      attendants: [{ email: `bia@${house}.example`, name: 'Bia', password: PASSWORD, mustChange: false }],
    })
    if (house === 'casa') casa = tenantId
  }
  tasks = mailTasks({
    db: web.db,
    mailer: {
      send: async (mail) => {
        if (mail.to.endsWith('@errado.example')) throw new MailRefused(550)
        sent.push(mail)
      },
      close: () => undefined,
    },
    site: 'http://site.example',
    now: () => new Date(),
    recipient: mailRecipient(web.db),
    prepare: mailedSecrets(web.db),
    metrics: createMetrics(),
    log: createLogger({ level: 'debug' }, suiteLog),
  })
})
afterAll(async () => {
  await web.app.close()
  await web.db.close()
  await database.drop()
})

let addresses = 0
async function call(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  token?: string,
  payload?: object,
) {
  const answer = await web.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: token ? { authorization: `Bearer ${token}` } : {},
    ...(payload ? { payload } : {}),
    remoteAddress: `198.51.100.${++addresses % 250}`,
  })
  return { status: answer.statusCode, code: answer.json().error?.code, body: answer.json() }
}
const enter = (email: string, password = PASSWORD) => tokenOf(web, email, password)
/** The token of the newest mail to somebody, after the waiting mails were sent. */
async function mailedToken(to: string): Promise<string | undefined> {
  expect(await runJobs(database.url, tasks)).toEqual([])
  const text = sent.findLast((mail) => mail.to === to)?.text
  return text && /token=([\w%-]+)/.exec(text)?.[1]
}

/** As if all mails and invitations had been written an hour before they were. */
async function anHourLater(): Promise<void> {
  await web.db.tenant(casa, async (tx) => {
    for (const [table, column] of [
      ['invite', 'created_at'],
      ['mail', 'due_at'],
    ])
      await tx.query(
        `update ${table} set ${column} = ${column} - interval '61 minutes' where tenant_id = $1`,
        [casa],
      )
  })
}

it('sets a forgotten password by a mailed link, once, and ends every session', async () => {
  const old = await enter('bia@rua.example')
  expect(await call('POST', '/auth/password-reset', undefined, { email: 'bia@rua.example' })).toMatchObject({
    status: 200,
    body: { ok: true },
  })
  const token = await mailedToken('bia@rua.example')
  const confirm = (newPassword: string, given = token) =>
    call('POST', '/auth/password-reset/confirm', undefined, { token: given!, newPassword })
  expect((await confirm('short')).code).toBe('account.password_too_weak')
  expect((await confirm('another-password', 'made-up')).code).toBe('auth.link_invalid')
  expect((await confirm('another-password')).status).toBe(200)
  expect((await confirm('another-password')).code).toBe('auth.link_invalid')
  expect((await call('GET', '/me', old)).code).toBe('auth.session_ended')
  await enter('bia@rua.example', 'another-password')
})

it('answers a stranger’s request for a password alike, and mails nothing', async () => {
  const before = sent.length
  const answer = await call('POST', '/auth/password-reset', undefined, { email: 'nobody@rua.example' })
  expect([answer.status, answer.body]).toEqual([200, { ok: true }])
  expect(await runJobs(database.url, tasks)).toEqual([])
  expect(sent).toHaveLength(before)
})

it('invites by mail, and who accepts signs in with the role', async () => {
  const owner = await enter('dona@casa.example')
  const invited = await call('POST', '/team/invites', owner, {
    email: 'caio@casa.example',
    name: 'Caio',
    role: 'owner',
  })
  expect(invited.body).toMatchObject({
    email: 'caio@casa.example',
    role: 'owner',
    expired: false,
    mail: 'queued',
  })
  const first = await mailedToken('caio@casa.example')
  expect((await call('GET', '/team/invites', owner)).body.items).toMatchObject([{ mail: 'sent' }])
  const again = () =>
    call('POST', '/team/invites', owner, { email: 'caio@casa.example', name: 'Caio', role: 'owner' })
  expect(await again()).toMatchObject({ status: 429, code: 'team.invited_just_now' })
  await anHourLater()
  // Invited again: the first link is worth nothing.
  expect((await again()).status).toBe(200)
  const second = await mailedToken('caio@casa.example')
  const accept = (token = second) =>
    call('POST', '/auth/invite/accept', undefined, { token: token!, password: PASSWORD })
  expect((await accept(first)).code).toBe('auth.link_invalid')
  expect((await accept()).body).toEqual({ email: 'caio@casa.example' })
  expect((await accept()).code).toBe('auth.link_invalid')
  expect((await call('GET', '/me', await enter('caio@casa.example'))).body.member.role).toBe('owner')
  expect((await call('GET', '/team/invites', owner)).body.items).toEqual([])
})

it('takes no name that a mail would turn into a link, and says so in both languages', async () => {
  const owner = await enter('dona@casa.example')
  const ask = async (language: string, name: string) => {
    const answer = await web.app.inject({
      method: 'POST',
      url: '/api/v1/team/invites',
      headers: { authorization: `Bearer ${owner}`, 'accept-language': language },
      payload: { email: 'ganhou@fora.example', name },
    })
    return answer.json().error
  }
  const link = 'Voce ganhou R$ 500: http://evil.example'
  expect(await ask('pt-BR', link)).toMatchObject({
    code: 'name.has_address',
    message: expect.stringMatching(/^O nome não pode ter endereço/),
    details: { faults: [{ field: 'name', kind: 'named', error: 'name.has_address' }] },
  })
  expect(await ask('en', link)).toMatchObject({ message: expect.stringMatching(/^A name cannot contain/) })
  expect(await ask('pt-BR', 'Ana\nganhou')).toMatchObject({ code: 'name.unreadable' })
  const mine = { name: 'evil.example', phone: '', language: 'pt' }
  expect((await call('PUT', '/me', owner, mine)).code).toBe('name.has_address')
  // With another fault beside it, all of them are named.
  expect((await call('PUT', '/me', owner, { ...mine, language: 'xx' })).code).toBe('request.invalid')
})

it('holds the plan’s places for attendants, and says nothing of other companies’ people', async () => {
  const owner = await enter('dona@casa.example')
  // The plan has six places; Bia has one.
  for (let n = 1; n <= 5; n++) {
    const answer = await call('POST', '/team/invites', owner, { email: `a${n}@casa.example`, name: `A${n}` })
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  }
  const more = { email: 'a6@casa.example', name: 'A6' }
  expect(await call('POST', '/team/invites', owner, more)).toMatchObject({
    code: 'team.attendants_quota',
    status: 409,
  })
  const open = (await call('GET', '/team/invites?limit=2', owner)).body
  expect(open.nextCursor).toBeDefined()
  await call('DELETE', `/team/invites/${open.items[0].id}`, owner)
  // Somebody of another company: invited like anyone; only the holder of the mailbox learns why it cannot be.
  const foreign = { email: 'bia@rua.example', name: 'Bia' }
  expect((await call('POST', '/team/invites', owner, foreign)).status).toBe(200)
  const token = await mailedToken('bia@rua.example')
  const accepted = await call('POST', '/auth/invite/accept', undefined, { token: token!, password: PASSWORD })
  expect(accepted.code).toBe('team.email_taken')
  expect((await call('POST', '/team/invites', owner, { email: 'bia@casa.example', name: 'x' })).code).toBe(
    'team.already_member',
  )
})

it('changes roles and removes people, never the last owner, never another company’s', async () => {
  const owner = await enter('dona@rua.example')
  const team = (await call('GET', '/team/members', owner)).body.items as {
    id: string
    email: string
    me: boolean
  }[]
  const [dona, bia] = ['dona@rua.example', 'bia@rua.example'].map(
    (email) => team.find((one) => one.email === email)!,
  )
  expect((await call('PUT', `/team/members/${dona!.id}`, owner, { role: 'attendant' })).code).toBe(
    'team.last_owner',
  )
  expect((await call('DELETE', `/team/members/${dona!.id}`, owner)).code).toBe('team.last_owner')
  const attendant = await enter('bia@rua.example', 'another-password')
  expect((await call('DELETE', `/team/members/${dona!.id}`, attendant)).code).toBe('auth.forbidden')
  expect((await call('GET', '/audit', attendant)).code).toBe('auth.forbidden')
  const foreign = await enter('dona@casa.example')
  for (const method of ['DELETE', 'PUT'] as const) {
    const answer = await call(
      method,
      `/team/members/${bia!.id}`,
      foreign,
      method === 'PUT' ? { role: 'owner' } : undefined,
    )
    expect(answer.code).toBe('team.member_not_found')
  }
  expect((await call('GET', `/team/members/${bia!.id}/sessions`, foreign)).code).toBe('team.member_not_found')

  expect((await call('PUT', `/team/members/${bia!.id}`, owner, { role: 'owner' })).body.role).toBe('owner')
  // The new role holds at once: what the session was known for is asked anew.
  expect((await call('GET', '/audit', attendant)).status).toBe(200)
  // Two owners who remove each other at once: one of them stays.
  const both = await Promise.all([
    call('PUT', `/team/members/${dona!.id}`, owner, { role: 'attendant' }),
    call('PUT', `/team/members/${bia!.id}`, owner, { role: 'attendant' }),
  ])
  expect(both.map((one) => one.code ?? one.status).sort()).toEqual([200, 'team.last_owner'])
})

it('shows an owner where a colleague is signed in, and ends all of it at once', async () => {
  const owner = await enter('dona@casa.example')
  const [first, second] = [await enter('bia@casa.example'), await enter('bia@casa.example')]
  const team = (await call('GET', '/team/members', owner)).body.items as { id: string; email: string }[]
  const path = `/team/members/${team.find((one) => one.email === 'bia@casa.example')!.id}/sessions`
  const open = (await call('GET', path, owner)).body.items as { id: string }[]
  expect(open.length).toBeGreaterThanOrEqual(2)
  expect((await call('DELETE', path, first)).code).toBe('auth.forbidden')
  expect((await call('DELETE', path, owner)).body).toEqual({ ok: true })
  for (const { id } of open) expect(web.revoked).toContain(id)
  for (const token of [first, second])
    expect((await call('GET', '/me', token)).code).toBe('auth.session_ended')
  expect((await call('GET', path, owner)).body.items).toEqual([])
  expect((await call('GET', '/me', owner)).status).toBe(200)
})

it('ends a removed person’s sessions at once, and writes down who did it', async () => {
  const owner = await enter('dona@casa.example')
  const bia = await enter('bia@casa.example')
  const team = (await call('GET', '/team/members', owner)).body.items as { id: string; email: string }[]
  const id = team.find((one) => one.email === 'bia@casa.example')!.id
  const before = web.revoked.length
  expect((await call('DELETE', `/team/members/${id}`, owner)).body).toEqual({ ok: true })
  expect(web.revoked.length).toBeGreaterThan(before)
  expect((await call('GET', '/me', bia)).code).toBe('auth.session_ended')
  const lines = (await call('GET', '/audit?limit=1', owner)).body
  expect(lines).toMatchObject({ items: [{ act: 'member.removed', subject: id, member: { name: 'Dona' } }] })
  expect(lines.nextCursor).toBeDefined()
})

it('puts the address of an invitation right where it was typed: one step, one place, the old link dead', async () => {
  const owner = await enter('dona@casa.example')
  await anHourLater()
  const open = (await call('GET', '/team/invites', owner)).body.items as { id: string }[]
  for (const { id } of open) await call('DELETE', `/team/invites/${id}`, owner)
  const wrong = await call('POST', '/team/invites', owner, { email: 'lia@errado.example', name: 'Lia' })
  expect(await mailedToken('lia@errado.example')).toBeUndefined()
  const shown = (await call('GET', '/team/invites', owner)).body.items
  expect(shown).toMatchObject([{ email: 'lia@errado.example', mail: 'failed', refused: true }])
  const put = (id: string, email: string, as = owner) =>
    call('PUT', `/team/invites/${id}/email`, as, { email })
  expect((await put(wrong.body.id, 'dona@casa.example')).code).toBe('team.already_member')
  expect((await put(wrong.body.id, 'lia@certo.example', await enter('dona@loja.example'))).code).toBe(
    'team.invite_not_found',
  )
  const right = await put(wrong.body.id, ' Lia@Certo.example ')
  expect(right.body).toMatchObject({ email: 'lia@certo.example', name: 'Lia', mail: 'queued' })
  expect((await put(wrong.body.id, 'outra@certo.example')).code).toBe('team.invite_not_found')
  expect((await call('GET', '/team/invites', owner)).body.items).toHaveLength(1)
  const token = await mailedToken('lia@certo.example')
  const accepted = await call('POST', '/auth/invite/accept', undefined, { token: token!, password: PASSWORD })
  expect(accepted.body).toEqual({ email: 'lia@certo.example' })
})

it('takes a time zone only where the database knows it too', async () => {
  const owner = await enter('dona@loja.example')
  const config = (await call('GET', '/config', owner)).body
  const to = async (timeZone: string) => (await call('PUT', '/config', owner, { ...config, timeZone })).code
  expect(await to('America/Manaus')).toBeUndefined()
  // This machine's own table knows both; the database reads the first the other way round and not the second.
  expect(await to('+03:00')).toBe('settings.unknown_time_zone')
  expect(await to('america/manaus')).toBe('settings.unknown_time_zone')
  expect(await to('Lua/Base')).toBe('request.invalid')
  expect((await call('GET', '/config', owner)).body.timeZone).toBe('America/Manaus')
})
