import type { Conversation, Message } from '@plantao/shared/conversations'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { canonical, lidOf } from '../../../infra/sandbox/src/evolution/jid.ts'
import { startHouse, type TestHouse } from '../../../infra/testing/house/in-process.ts'

const IN_TIME = { timeout: 20_000, interval: 50 }
const MARIA = '5531988887777'

let home: TestHouse
beforeAll(async () => {
  home = await startHouse()
})
afterAll(() => home?.stop())

it('a customer who is known by phone and, apart, by a LID is one when a message names both, and nothing she said is lost', async () => {
  const hidden = `?${lidOf(canonical(`${MARIA}@s.whatsapp.net`))}`
  await home.settings({ enabled: false })
  // A file comes under the phone only; then Evolution knows her by a LID only, and a person answers there.
  await home.phone(MARIA, { kind: 'sticker' })
  await expect.poll(async () => (await home.conversation(MARIA))?.unread, IN_TIME).toBe(1)
  await home.phone(MARIA, { text: 'quero um bolo', lid: hidden })
  const all = async () =>
    (await home.api<{ items: Conversation[] }>('GET', '/conversations?limit=100')).body.items
  await expect.poll(async () => (await all()).length, IN_TIME).toBe(2)
  await home.phone(MARIA, { text: 'oi Maria, qual sabor?', lid: hidden, fromMe: true })
  const answered = async () => (await all()).find(({ state }) => state === 'human_replied')
  await expect.poll(answered, IN_TIME).toBeTruthy()
  const younger = (await answered())!.id

  // A text from the phone comes with its LID beside it.
  await home.phone(MARIA, { text: 'chocolate, para sábado' })
  await expect.poll(async () => (await all()).length, IN_TIME).toBe(1)
  const kept = (await home.conversation(MARIA))!
  expect(kept).toMatchObject({ state: 'human_replied', lastMessage: { text: 'chocolate, para sábado' } })
  expect(kept.id).not.toBe(younger)
  const said = (await home.messages(MARIA)).filter(({ kind }) => kind === 'text').map(({ text }) => text)
  expect(said.sort()).toEqual(['chocolate, para sábado', 'oi Maria, qual sabor?', 'quero um bolo'])
  // Who still has the younger one open is led to the kept one.
  const led = await home.api<Conversation>('GET', `/conversations/${younger}`)
  expect(led.body.id).toBe(kept.id)
  const reply = await home.api<Message>('POST', `/conversations/${younger}/messages`, {
    clientId: 'reply-to-maria',
    text: 'Fica pronto sábado às 10h.',
  })
  expect(reply.status).toBe(200)
  const heard = async () => (await home.onPhone(MARIA)).filter(({ author }) => author === 'api')
  await expect
    .poll(async () => (await heard()).map(({ text }) => text), IN_TIME)
    .toEqual(['Fica pronto sábado às 10h.'])
})
