import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DAY, type Paying, passwordIn, SITE, startPaying } from './paying.ts'

// What a payment makes: one account and one mail, whatever happens on the way.

let pay: Paying
beforeAll(async () => {
  pay = await startPaying()
})
afterEach(async () => {
  vi.useRealTimers()
  await pay.calm()
})
afterAll(() => pay?.stop())

it('goes from payment to a changed password, with nobody’s help', async () => {
  const token = await pay.paidOwner('ana@pago.example')
  const mails = await pay.mailsTo('ana@pago.example')
  expect(mails).toHaveLength(1)
  expect(mails[0]!.text).toContain(`${SITE}/dashboard`)
  expect(await pay.subscription(token)).toMatchObject({
    state: 'active',
    plan: { id: 'essential' },
    hasPortal: true,
    usage: { answers: 0, answersLimit: 1000, attendants: 0, attendantsLimit: 2 },
  })
  expect((await pay.login('ana@pago.example', 'uma-senha-minha')).json().mustChangePassword).toBe(false)
})

it('makes one account and one mail of doubled and disordered events', async () => {
  await pay.send('/faults', { stripe: { duplicateEvents: 1, reorderEvents: 1 }, seed: 7 })
  await pay.send(`${await pay.checkout('bia@pago.example')}/pay`)
  expect(await pay.settle()).toEqual([])
  // Once more each, long after: nothing is new.
  await expect.poll(pay.duplicates, { timeout: 20_000 }).toBeGreaterThan(0)
  expect(await pay.settle()).toEqual([])
  expect(await pay.members('bia@pago.example')).toBe(1)
  expect(await pay.mailsTo('bia@pago.example')).toHaveLength(1)
})

it('makes nothing of a declined card, and the same page can still be paid', async () => {
  const page = await pay.checkout('caio@pago.example')
  expect(await pay.send(`${page}/decline`)).toMatchObject({ status: 'open', failure: 'card_declined' })
  expect(await pay.settle()).toEqual([])
  expect(await pay.members('caio@pago.example')).toBe(0)
  expect(await pay.mailsTo('caio@pago.example')).toEqual([])
  await pay.send(`${page}/pay`)
  expect(await pay.settle()).toEqual([])
  expect(await pay.members('caio@pago.example')).toBe(1)
})

it('counts a boleto only when it is paid', async () => {
  const page = await pay.checkout('davi@pago.example')
  await pay.send(`${page}/boleto`)
  expect(await pay.settle()).toEqual([])
  expect(await pay.members('davi@pago.example')).toBe(0)
  await pay.send(`${page}/pay`)
  expect(await pay.settle()).toEqual([])
  expect(await pay.members('davi@pago.example')).toBe(1)
  expect(await pay.mailsTo('davi@pago.example')).toHaveLength(1)

  const expired = await pay.checkout('eva@pago.example')
  await pay.send(`${expired}/boleto`)
  await pay.send(`${expired}/decline`)
  expect(await pay.settle()).toEqual([])
  expect(await pay.members('eva@pago.example')).toBe(0)
})

describe('the temporary password', () => {
  it('is a new one for each try of the welcome mail', async () => {
    await pay.send('/faults', { smtp: { down: true } })
    await pay.send(`${await pay.checkout('iris@pago.example')}/pay`)
    expect(await pay.settle()).toEqual([])
    const { rows } = await pay.owner.query<{ tenant_id: string }>(
      "select m.* from tenant_of_member('iris@pago.example') m",
    )
    const tenantId = rows[0]!.tenant_id
    const stored = async () => {
      const [row] = await pay.web.db.tenant(tenantId, (tx) =>
        tx.query<{ password_hash: string }>('select password_hash from member where tenant_id = $1', [
          tenantId,
        ]),
      )
      return row!.password_hash
    }
    const before = await stored()
    expect(before).toMatch(/^\$argon2id/)
    await pay.calm()
    const [mail] = await pay.web.db.tenant(tenantId, (tx) =>
      tx.query<{ id: string; status: string; failure: string }>(
        'select id, status, failure from mail where tenant_id = $1',
        [tenantId],
      ),
    )
    expect(mail).toMatchObject({ status: 'queued', failure: expect.stringMatching(/^SMTP/) })
    await pay.tasks['send-mail']({ tenantId, mailId: mail!.id })
    expect(await stored()).not.toBe(before)
    const password = passwordIn((await pay.mailsTo('iris@pago.example'))[0]!.text)
    expect((await pay.login('iris@pago.example', password)).statusCode).toBe(200)
    // Sent is sent: the same job again mails nothing.
    await pay.tasks['send-mail']({ tenantId, mailId: mail!.id })
    expect(await pay.mailsTo('iris@pago.example')).toHaveLength(1)
  })

  it('opens the door for seven days; after them the mailbox does', async () => {
    const email = 'mara@pago.example'
    await pay.send(`${await pay.checkout(email)}/pay`)
    expect(await pay.settle()).toEqual([])
    const temporary = passwordIn((await pay.mailsTo(email))[0]!.text)
    const begun = Date.now()
    const on = (ms: number) => vi.useFakeTimers({ toFake: ['Date'], now: begun + ms })
    on(7 * DAY - 60_000)
    expect((await pay.login(email, temporary)).json()).toMatchObject({ mustChangePassword: true })
    on(7 * DAY + 60_000)
    const late = await pay.login(email, temporary)
    expect([late.statusCode, late.json().error.code]).toEqual([403, 'auth.password_expired'])
    // Whoever does not know it learns nothing of its age.
    expect((await pay.login(email, 'not-the-one')).json().error.code).toBe('auth.wrong_credentials')
    vi.useRealTimers()
    expect((await pay.call('POST', '/auth/password-reset', undefined, { email })).statusCode).toBe(200)
    expect(await pay.settle()).toEqual([])
    const token = /token=([\w%-]+)/.exec((await pay.mailsTo(email)).at(-1)!.text)![1]!
    const chosen = { token: decodeURIComponent(token), newPassword: 'escolhida-por-mim' }
    expect((await pay.call('POST', '/auth/password-reset/confirm', undefined, chosen)).statusCode).toBe(200)
    on(8 * DAY)
    expect((await pay.login(email, 'escolhida-por-mim')).json().mustChangePassword).toBe(false)
    expect((await pay.login(email, temporary)).json().error.code).toBe('auth.wrong_credentials')
  })
})
