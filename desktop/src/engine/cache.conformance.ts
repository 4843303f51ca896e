import type { Conversation, Message } from '@plantao/shared/conversations'
import { describe, expect, it } from 'vitest'
import type { Cache } from './cache.port.ts'
import type { OutboxItem } from './state.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 2, 12, 0, second)).toISOString()

function conversation(id: string): Conversation {
  const contact = { id: `contact-${id}`, phone: null, name: id }
  return { id, state: 'ai_active', contact, lastMessage: null, unread: 0, updatedAt: at(0) }
}

function message(conversationId: string, id: string, second: number, text = id): Message {
  const base = { direction: 'in', author: 'contact', kind: 'text', status: 'received' } as const
  return { ...base, id, conversationId, text, at: at(second) }
}

function reply(clientId: string, order: number): OutboxItem {
  const base = {
    conversationId: 'a',
    kind: 'text',
    text: 'oi',
    createdAt: at(0),
    attempts: 0,
    failure: null,
  } as const
  return { ...base, clientId, order, state: 'queued' }
}

const kept = (conversationId: string, older: string | null = null, replace = false) => ({
  conversationId,
  older,
  replace,
})

/** What every cache must do, whatever it stores in. `make` gives an empty one. */
export function cacheConformance(name: string, make: () => Promise<Cache>): void {
  describe(`${name} is a cache`, () => {
    it('starts with nothing', async () => {
      const cache = await make()
      expect(await cache.load()).toEqual({
        cursor: null,
        conversations: [],
        outbox: [],
        drafts: {},
        quickReplies: [],
        walk: null,
      })
      expect(await cache.thread('a')).toBeNull()
    })

    it('gives back what was stored, the last state of each', async () => {
      const cache = await make()
      await cache.commit({ conversations: [conversation('a')], cursor: 1, drafts: { a: 'rascunho' } })
      await cache.commit({ conversations: [{ ...conversation('a'), unread: 2 }], cursor: 2 })
      const loaded = await cache.load()
      expect(loaded.cursor).toBe(2)
      expect(loaded.conversations).toEqual([{ ...conversation('a'), unread: 2 }])
      expect(loaded.drafts).toEqual({ a: 'rascunho' })
    })

    it('keeps messages only of histories marked as kept, in order of time then id', async () => {
      const cache = await make()
      await cache.commit({
        threads: [kept('a', 'back')],
        messages: [message('a', 'm3', 2), message('a', 'm2', 1), message('a', 'm1', 1), message('b', 'x', 1)],
      })
      const thread = await cache.thread('a')
      expect(thread?.older).toBe('back')
      expect(thread?.messages.map(({ id }) => id)).toEqual(['m1', 'm2', 'm3'])
      expect(await cache.thread('b')).toBeNull()
    })

    it('puts messages of one second in the order of their arrival, whatever the order they were stored in', async () => {
      const cache = await make()
      const of = (id: string, arrival: number) => ({ ...message('a', id, 1, `bolo ${id}`), arrival })
      await cache.commit({ threads: [kept('a')], messages: [of('m1', 3), of('m3', 2)] })
      await cache.commit({ messages: [of('m2', 1)] })
      expect((await cache.thread('a'))?.messages.map(({ id }) => id)).toEqual(['m2', 'm3', 'm1'])
      expect((await cache.search('bolo', 9)).map(({ messageId }) => messageId)).toEqual(['m1', 'm3', 'm2'])
    })

    it('takes a second for one time, whatever milliseconds were told with it', async () => {
      const cache = await make()
      const of = (id: string, ms: number, arrival: number) => ({
        ...message('a', id, 1, `bolo ${id}`),
        at: new Date(Date.parse(at(1)) + ms).toISOString(),
        arrival,
      })
      await cache.commit({
        threads: [kept('a')],
        messages: [of('ours', 361, 1), of('theirs', 0, 2), of('next', 999, 3)],
      })
      expect((await cache.thread('a'))?.messages.map(({ id }) => id)).toEqual(['ours', 'theirs', 'next'])
      expect((await cache.search('bolo', 9)).map(({ messageId }) => messageId)).toEqual([
        'next',
        'theirs',
        'ours',
      ])
    })

    it('keeps every message of a second in which very many were written', async () => {
      const cache = await make()
      const many = Array.from({ length: 1500 }, (_, n) => ({ ...message('a', `m${n}`, 1), arrival: n }))
      await cache.commit({ threads: [kept('a')], messages: many })
      await cache.commit({ messages: many.slice(0, 3) })
      expect((await cache.thread('a'))?.messages.map(({ id }) => id)).toEqual(many.map(({ id }) => id))
    })

    it('knows which histories do not reach back far enough, and where the walk down the list stands', async () => {
      const cache = await make()
      const since = Date.parse(at(10))
      const changed = (id: string, second: number) => ({ ...conversation(id), updatedAt: at(second) })
      await cache.commit({
        conversations: [
          changed('none', 20),
          changed('more', 21),
          changed('far', 22),
          changed('all', 23),
          changed('old', 5),
        ],
        threads: [kept('more', 'back'), kept('far', 'back'), kept('all')],
        messages: [message('more', 'm1', 11), message('far', 'm2', 9), message('all', 'm3', 12)],
        walk: { next: 'here' },
      })
      expect(await cache.unfinished(since, 9)).toEqual(['more', 'none'])
      expect(await cache.unfinished(since, 1)).toEqual(['more'])
      expect((await cache.load()).walk).toEqual({ next: 'here' })
      await cache.commit({ walk: { next: null } })
      expect((await cache.load()).walk).toEqual({ next: null })
      await cache.commit({ reset: true })
      expect((await cache.load()).walk).toBeNull()
    })

    it('replaces a history only when told so', async () => {
      const cache = await make()
      await cache.commit({ threads: [kept('a')], messages: [message('a', 'm1', 1)] })
      await cache.commit({ threads: [kept('a')], messages: [message('a', 'm2', 2)] })
      expect((await cache.thread('a'))?.messages).toHaveLength(2)
      await cache.commit({ threads: [kept('a', null, true)], messages: [message('a', 'm3', 3)] })
      expect((await cache.thread('a'))?.messages.map(({ id }) => id)).toEqual(['m3'])
    })

    it('a reset forgets the rows of the server and keeps outbox and drafts', async () => {
      const cache = await make()
      const mine = { outboxPut: [reply('c1', 1)], drafts: { a: 'oi' } }
      await cache.commit({ conversations: [conversation('a')], threads: [kept('a')], cursor: 9, ...mine })
      await cache.commit({ reset: true, conversations: [conversation('b')], cursor: 12 })
      const loaded = await cache.load()
      expect(loaded).toEqual({
        cursor: 12,
        conversations: [conversation('b')],
        outbox: [reply('c1', 1)],
        drafts: { a: 'oi' },
        quickReplies: [],
        walk: null,
      })
      expect(await cache.thread('a')).toBeNull()
    })

    it('keeps replies in order, drops sent ones, deletes empty drafts', async () => {
      const cache = await make()
      await cache.commit({ outboxPut: [reply('c2', 2), reply('c1', 1), reply('c3', 3)], drafts: { a: 'x' } })
      await cache.commit({ outboxDrop: ['c1'], drafts: { a: '' } })
      const loaded = await cache.load()
      expect(loaded.outbox.map(({ clientId }) => clientId)).toEqual(['c2', 'c3'])
      expect(loaded.drafts).toEqual({})
    })

    it('keeps a note for what it is', async () => {
      const cache = await make()
      await cache.commit({ outboxPut: [{ ...reply('c1', 1), kind: 'note' }] })
      expect((await cache.load()).outbox).toEqual([{ ...reply('c1', 1), kind: 'note' }])
    })

    it('keeps the quick replies last given, over a reset too', async () => {
      const cache = await make()
      const quick = (shortcut: string) => ({
        id: `q-${shortcut}`,
        shortcut,
        text: 'Oi {nome}',
        updatedAt: at(0),
      })
      await cache.commit({ quickReplies: [quick('pix'), quick('fim')] })
      await cache.commit({ quickReplies: [quick('oi'), quick('pix')] })
      await cache.commit({ reset: true })
      expect((await cache.load()).quickReplies).toEqual([quick('oi'), quick('pix')])
    })

    it('drops a conversation with its messages', async () => {
      const cache = await make()
      const rows = { threads: [kept('a')], messages: [message('a', 'm1', 1, 'bolo')] }
      await cache.commit({ conversations: [conversation('a')], ...rows })
      await cache.commit({ drop: ['a'] })
      expect((await cache.load()).conversations).toEqual([])
      expect(await cache.search('bolo', 10)).toEqual([])
    })

    it('finds every word, whatever the accents, newest first', async () => {
      const cache = await make()
      const texts = ['Pão de queijo às 7h', 'pao doce e queijo', 'só café']
      const messages = texts.map((text, n) => message('a', `m${n}`, n, text))
      await cache.commit({ threads: [kept('a')], messages })
      expect((await cache.search('QUEIJO pao', 10)).map(({ messageId }) => messageId)).toEqual(['m1', 'm0'])
      expect(await cache.search('queijo', 1)).toHaveLength(1)
      expect(await cache.search('  ', 10)).toEqual([])
    })

    it('a wipe forgets the person too', async () => {
      const cache = await make()
      await cache.commit({ cursor: 3, outboxPut: [reply('c1', 1)], drafts: { a: 'oi' } })
      await cache.wipe()
      expect(await cache.load()).toEqual({
        cursor: null,
        conversations: [],
        outbox: [],
        drafts: {},
        quickReplies: [],
        walk: null,
      })
    })
  })
}
