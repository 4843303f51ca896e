import { expect, it } from 'vitest'
import type { StoredMessage } from './message.ts'
import { MessageStore } from './message-store.ts'

const CHATS = ['a@s.whatsapp.net', 'b@s.whatsapp.net']

function message(n: number): StoredMessage {
  const chat = CHATS[n % 2]!
  return {
    rowId: `row${n}`,
    data: {
      key: { remoteJid: chat, fromMe: n % 3 === 0, id: `ID${n}` },
      message: { conversation: `text ${n}` },
      messageType: 'conversation',
      messageTimestamp: 1000 + Math.floor(n / 10),
      instanceId: 'i',
      source: 'web',
    },
    kind: 'text',
    text: `text ${n}`,
    direction: n % 3 === 0 ? 'out' : 'in',
    author: 'contact',
    chat,
    at: n,
    status: 'sent',
    updates: [],
  }
}

it('forgets none of many messages while it holds few, and answers as if it held all', () => {
  const store = new MessageStore(10)
  const all = Array.from({ length: 2600 }, (_, n) => message(n))
  for (const one of all) store.add(one)
  expect(store.size).toBe(2600)
  expect(store.all()).toEqual(all)
  expect(store.chats()).toEqual(CHATS)
  expect(store.chat(CHATS[1]!)).toEqual(all.filter(({ chat }) => chat === CHATS[1]))
  expect(store.lastOf(CHATS[0]!, ({ at }) => at < 100)?.text).toBe('text 98')
  const between: [number, number] = [1010, 1019]
  const { total, page } = store.find({ between, fromMe: true }, { skip: 5, take: 3 })
  const fit = all.filter(
    ({ data }) => data.key.fromMe && data.messageTimestamp >= 1010 && data.messageTimestamp <= 1019,
  )
  expect(total).toBe(fit.length)
  expect(page).toEqual(fit.toReversed().slice(5, 8))
  expect(store.get('nobody')).toBeUndefined()
})

it('keeps what was changed on a message that had left memory', () => {
  const store = new MessageStore(10)
  for (let n = 0; n < 600; n++) store.add(message(n))
  store.get('ID3')!.status = 'read'
  for (let n = 600; n < 1800; n++) store.add(message(n))
  expect(store.get('ID3')?.status).toBe('read')
  expect(store.chat(CHATS[1]!)[1]?.status).toBe('read')
})
