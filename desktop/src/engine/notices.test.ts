import type { Conversation } from '@plantao/shared/conversations'
import { describe, expect, it } from 'vitest'
import { noticeBetween, stillCalls } from './notices.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 12, minute)).toISOString()
const base: Conversation = {
  id: 'c',
  state: 'ai_active',
  contact: { id: 'p', phone: '5511999990001', name: 'Maria' },
  lastMessage: null,
  unread: 0,
  updatedAt: at(0),
}
const waiting: Conversation = {
  ...base,
  state: 'awaiting_human',
  waitingSince: at(1),
  handoff: { reason: 'complaint', question: 'Chegou errado' },
}
const mine: Conversation = { ...base, state: 'human_replied', assignee: { id: 'me', name: 'Ana' } }
const said = (minute: number) =>
  ({ lastMessage: { text: 'oi?', kind: 'text', author: 'contact', at: at(minute) } }) as const

describe('notices', () => {
  it('calls once for a handoff, with what the customer wants', () => {
    expect(noticeBetween(base, waiting, 'me')).toMatchObject({ kind: 'handoff', text: 'Chegou errado' })
    expect(noticeBetween(waiting, { ...waiting, ...said(2) }, 'me')).toBeNull()
    expect(noticeBetween(waiting, { ...waiting, waitingSince: at(9) }, 'me')?.kind).toBe('handoff')
    expect(noticeBetween(base, { ...waiting, assignee: { id: 'other', name: 'Beto' } }, 'me')).toBeNull()
  })

  it('calls for a reply to mine, not for my own words, nor for another’s customer', () => {
    expect(noticeBetween(mine, { ...mine, ...said(3) }, 'me')).toMatchObject({ kind: 'reply', text: 'oi?' })
    expect(noticeBetween({ ...mine, ...said(3) }, { ...mine, ...said(3) }, 'me')).toBeNull()
    expect(noticeBetween(mine, { ...mine, ...said(3) }, 'other')).toBeNull()
  })

  it('calls for a reply within the second of our own words, and once for each of two within one second', () => {
    const last = (author: 'contact' | 'member', arrival?: number) =>
      ({ ...mine, lastMessage: { text: 'oi?', kind: 'text', author, at: at(3), arrival } }) as Conversation
    expect(noticeBetween(last('member', 1), last('contact', 2), 'me')?.kind).toBe('reply')
    expect(noticeBetween(last('contact', 2), last('contact', 3), 'me')?.kind).toBe('reply')
    expect(noticeBetween(last('contact', 3), last('contact', 3), 'me')).toBeNull()
    // Kept by a console that was not told the number yet.
    expect(noticeBetween(last('contact'), last('contact', 3), 'me')).toBeNull()
  })

  it('stops when somebody acts', () => {
    const notice = noticeBetween(base, waiting, 'me')!
    expect(stillCalls(notice, waiting, 'me')).toBe(true)
    expect(stillCalls(notice, { ...waiting, assignee: { id: 'other', name: 'Beto' } }, 'me')).toBe(false)
    expect(stillCalls(notice, { ...waiting, closedAt: at(5) }, 'me')).toBe(false)
    expect(stillCalls(notice, undefined, 'me')).toBe(false)
  })
})
