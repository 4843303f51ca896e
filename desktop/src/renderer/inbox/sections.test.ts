import type { Conversation } from '@plantao/shared/conversations'
import { describe, expect, it } from 'vitest'
import { queueRows, sectionOf } from './sections.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 12, minute)).toISOString()

function conversation(id: string, part: Partial<Conversation> = {}): Conversation {
  const contact = { id, phone: '5511999990001', name: id }
  return { id, state: 'ai_active', contact, lastMessage: null, unread: 0, updatedAt: at(0), ...part }
}
const me = { id: 'me', name: 'Ana' }
const other = { id: 'other', name: 'Beto' }

describe('the queue', () => {
  it('puts the longest wait first, then mine, then the rest by newest', () => {
    const rows = queueRows(
      [
        conversation('old', { updatedAt: at(1) }),
        conversation('new', { updatedAt: at(9) }),
        conversation('mine', { state: 'human_replied', assignee: me }),
        conversation('waits-less', { state: 'awaiting_human', waitingSince: at(5) }),
        conversation('waits-more', { state: 'awaiting_human', waitingSince: at(2) }),
      ],
      'me',
      '',
    )
    expect(
      rows.map((row) => (row.kind === 'head' ? `# ${row.section} ${row.count}` : row.conversation.id)),
    ).toEqual(['# waiting 2', 'waits-more', 'waits-less', '# mine 1', 'mine', '# rest 2', 'new', 'old'])
  })

  it('puts the newest of one second first by its arrival', () => {
    const said = (arrival: number, at: string) =>
      ({ lastMessage: { text: 'oi', kind: 'text', author: 'contact', at, arrival } }) as const
    const rows = queueRows(
      [
        conversation('before', said(7, '2026-11-02T12:01:00.900Z')),
        conversation('after', said(8, '2026-11-02T12:01:00.000Z')),
      ],
      'me',
      '',
    )
    const shown = rows.flatMap((row) => (row.kind === 'card' ? [row.conversation.id] : []))
    expect(shown).toEqual(['after', 'before'])
  })

  it('counts a claimed, a returned and a closed conversation where they belong', () => {
    expect(sectionOf(conversation('a', { state: 'awaiting_human', assignee: me }), 'me')).toBe('mine')
    expect(sectionOf(conversation('a', { state: 'awaiting_human', assignee: other }), 'me')).toBe('rest')
    expect(sectionOf(conversation('a', { state: 'ai_active', assignee: me }), 'me')).toBe('rest')
    expect(sectionOf(conversation('a', { state: 'awaiting_human', closedAt: at(1) }), 'me')).toBe('rest')
  })

  it('filters by any words, accents and case ignored, over name, phone, last words and question', () => {
    const all = [
      conversation('a', { contact: { id: 'a', phone: '5511988887777', name: 'Conceição' } }),
      conversation('b', { handoff: { reason: 'complaint', question: 'Bolo amassado' } }),
    ]
    const found = (words: string) =>
      queueRows(all, 'me', words).flatMap((row) => (row.kind === 'card' ? [row.conversation.id] : []))
    expect(found('CONCEICAO')).toEqual(['a'])
    expect(found('8888')).toEqual(['a'])
    expect(found('amassado bolo')).toEqual(['b'])
    expect(found('nada')).toEqual([])
  })
})
