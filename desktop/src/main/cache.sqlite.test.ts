import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Conversation, Message } from '@plantao/shared/conversations'
import Database from 'better-sqlite3-multiple-ciphers'
import { afterEach, describe, expect, it } from 'vitest'
import { KEPT_MS } from '../engine/backfill.ts'
import { cacheConformance } from '../engine/cache.conformance.ts'
import type { OutboxItem } from '../engine/state.ts'
import { CacheBusyError } from './cache.file.ts'
import { CacheTooNewError } from './cache.schema.ts'
import { sqliteCache } from './cache.sqlite.ts'
import { ftsQuery } from './cache.statements.ts'

const folder = mkdtempSync(join(tmpdir(), 'plantao-cache-'))
const KEY = Buffer.alloc(32, 7)
const NOON = Date.parse('2026-11-02T12:00:00Z')
const DAY = 24 * 3600_000
let made = 0
const newPath = () => join(folder, `${++made}.db`)
const opened: { close(): Promise<void> }[] = []
function open(path: string, now = NOON, key = KEY, onUnreadable = () => {}) {
  const cache = sqliteCache({ path, key }, () => now, onUnreadable)
  opened.push(cache)
  return cache
}
afterEach(async () => {
  for (const cache of opened.splice(0)) await cache.close()
})
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))

const iso = (ms: number) => new Date(ms).toISOString()
const conversation = (id: string, ms: number): Conversation => ({
  id,
  state: 'ai_active',
  contact: { id: `c-${id}`, phone: null, name: id },
  lastMessage: null,
  unread: 0,
  updatedAt: iso(ms),
})
const message = (conversationId: string, id: string, ms: number, text = id): Message => ({
  ...{ id, conversationId, text, at: iso(ms) },
  ...{ direction: 'in', author: 'contact', kind: 'text', status: 'received' },
})
const reply: OutboxItem = {
  ...{
    clientId: 'client-1',
    conversationId: 'a',
    kind: 'text',
    text: 'já vai',
    createdAt: iso(NOON),
    order: 1,
  },
  ...{ state: 'queued', attempts: 0, failure: null },
}
const kept = (conversationId: string, older: string | null = null) => ({
  conversationId,
  older,
  replace: false,
})

cacheConformance('the SQLite cache', async () => open(newPath()))

describe('the file', () => {
  it('gives everything back to the next process', async () => {
    const path = newPath()
    const first = open(path)
    await first.commit({ conversations: [conversation('a', NOON)], threads: [kept('a', 'back')], cursor: 5 })
    await first.commit({
      messages: [message('a', 'm1', NOON, 'tem bolo?')],
      outboxPut: [reply],
      drafts: { a: 'oi' },
    })
    await first.close()
    const second = open(path)
    expect(await second.load()).toEqual({
      ...{
        cursor: 5,
        conversations: [conversation('a', NOON)],
        outbox: [reply],
        drafts: { a: 'oi' },
        quickReplies: [],
        walk: null,
      },
    })
    expect((await second.thread('a'))?.older).toBe('back')
    expect(await second.search('bolo', 5)).toHaveLength(1)
  })

  it('of an older console is read as it is, and takes the numbers of arrival as they come', async () => {
    const path = newPath()
    const first = open(path)
    const old = [message('a', 'm2', NOON, 'bolo'), message('a', 'm1', NOON, 'pão')]
    await first.commit({ threads: [kept('a')], messages: old, outboxPut: [reply] })
    await first.close()
    const raw = new Database(path)
    raw.pragma("cipher = 'chacha20'")
    raw.pragma(`key = "x'${KEY.toString('hex')}'"`)
    raw.exec('alter table message drop column arrival; pragma user_version = 2')
    raw.close()
    const second = open(path)
    expect((await second.thread('a'))?.messages.map(({ id }) => id)).toEqual(['m1', 'm2'])
    expect((await second.load()).outbox).toEqual([reply])
    expect(await second.search('bolo', 5)).toHaveLength(1)
    await second.commit({ messages: old.map((each, n) => ({ ...each, arrival: n })) })
    expect((await second.thread('a'))?.messages.map(({ id }) => id)).toEqual(['m2', 'm1'])
  })

  it('cannot be read without the key', async () => {
    const path = newPath()
    const cache = open(path)
    await cache.commit({ threads: [kept('a')], messages: [message('a', 'm1', NOON, 'segredo-do-cliente')] })
    await cache.close()
    expect(readFileSync(path).includes('segredo-do-cliente')).toBe(false)
    expect(readFileSync(path).subarray(0, 15).toString()).not.toBe('SQLite format 3')
    let told = 0
    const other = open(path, NOON, Buffer.alloc(32, 8), () => told++)
    expect((await other.load()).cursor).toBeNull()
    expect(told).toBe(1)
    expect(existsSync(`${path}.unreadable`)).toBe(true)
  })

  it('has one writer', () => {
    const path = newPath()
    open(path)
    expect(() => open(path)).toThrow(CacheBusyError)
  })

  it('from a newer version is left alone', async () => {
    const path = newPath()
    await open(path).close()
    const raw = new Database(path)
    raw.pragma("cipher = 'chacha20'")
    raw.pragma(`key = "x'${KEY.toString('hex')}'"`)
    raw.pragma('user_version = 999')
    raw.close()
    expect(() => open(path)).toThrow(CacheTooNewError)
    expect(existsSync(`${path}.unreadable`)).toBe(false)
  })

  it('refuses calls once it is being closed', async () => {
    const cache = open(newPath())
    const closing = cache.close()
    await expect(cache.commit({ cursor: 1 })).rejects.toThrow('closed')
    await expect(cache.search('oi', 1)).rejects.toThrow('closed')
    await closing
    await cache.close()
  })
})

describe('what it forgets', () => {
  it('drops what is older than 30 days and keeps what was never sent', async () => {
    const path = newPath()
    const old = NOON - KEPT_MS - DAY
    const cache = open(path, old)
    await cache.commit({
      conversations: [conversation('old', old), conversation('new', NOON)],
      threads: [kept('old'), kept('new', 'back')],
      messages: [
        message('old', 'm1', old, 'velha'),
        message('new', 'm2', old, 'velha'),
        message('new', 'm3', NOON),
      ],
      outboxPut: [{ ...reply, conversationId: 'old' }],
      drafts: { new: 'esquecido' },
    })
    await cache.close()
    const later = open(path, NOON)
    const loaded = await later.load()
    expect(loaded.conversations.map(({ id }) => id)).toEqual(['new'])
    expect(loaded.drafts).toEqual({})
    expect(loaded.outbox).toHaveLength(1)
    expect(await later.search('velha', 5)).toEqual([])
    expect(await later.thread('new')).toEqual({ older: null, messages: [message('new', 'm3', NOON)] })
  })
})

describe('what it finds', () => {
  it('follows changed and deleted words', async () => {
    const cache = open(newPath())
    const first = message('a', 'm1', NOON, 'bolo de cenoura')
    await cache.commit({ threads: [kept('a')], messages: [first] })
    await cache.commit({ messages: [{ ...first, text: 'torta de limão', at: iso(NOON + 1000) }] })
    expect(await cache.search('cenoura', 5)).toEqual([])
    expect(await cache.search('limao', 5)).toHaveLength(1)
    await cache.commit({ messages: [{ ...first, text: 'torta', deletedAt: iso(NOON) }] })
    expect(await cache.search('torta', 5)).toEqual([])
  })

  it('keeps messages of the same millisecond apart', async () => {
    const cache = open(newPath())
    const same = Array.from({ length: 50 }, (_each, n) => message('a', `m${n}`, NOON, 'oi'))
    await cache.commit({ threads: [kept('a')], messages: same })
    await cache.commit({ messages: same })
    expect((await cache.thread('a'))?.messages).toHaveLength(50)
    expect(await cache.search('oi', 100)).toHaveLength(50)
  })

  it('takes any characters as words, never as a language', async () => {
    const cache = open(newPath())
    for (const query of ['"', 'a" OR "b', 'NEAR(', '*', 'words:', "'; drop table message; --", '🙂']) {
      await expect(cache.search(query, 5)).resolves.toEqual([])
    }
    expect(ftsQuery('o "pão" AND')).toBe('"o"* "pão"* "AND"*')
  })
})
