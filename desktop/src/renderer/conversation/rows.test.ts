import type { Message } from '@plantao/shared/conversations'
import { expect, it } from 'vitest'
import type { OutboxItem } from '../bridge.ts'
import { historyRows } from './rows.ts'

function message(id: string, at: string, part: Partial<Message> = {}): Message {
  const base = { direction: 'in', author: 'contact', kind: 'text', status: 'received' } as const
  return { ...base, id, conversationId: 'c', at, ...part }
}

const item: OutboxItem = {
  clientId: 'c9',
  conversationId: 'c',
  kind: 'text',
  text: 'oi',
  createdAt: '2026-11-03T15:00:00Z',
  order: 1,
  state: 'queued',
  attempts: 0,
  failure: null,
}

it('draws a line for each day of the tenant, marks the first of a run, and ends with what waits', () => {
  const rows = historyRows(
    [
      // 02:30 UTC is still the day before in São Paulo.
      message('m1', '2026-11-02T02:30:00Z'),
      message('m2', '2026-11-02T14:00:00Z'),
      message('m3', '2026-11-02T14:01:00Z'),
      message('m4', '2026-11-02T14:02:00Z', { direction: 'out', author: 'ai', clientId: 'c4' }),
    ],
    [item],
    false,
    'America/Sao_Paulo',
  )
  expect(rows.map((row) => ('first' in row ? [row.key, row.first] : row.key))).toEqual([
    'beginning',
    'day-2026-11-01',
    ['m1', true],
    'day-2026-11-02',
    ['m2', true],
    ['m3', false],
    ['c4', true],
    'day-2026-11-03',
    ['c9', true],
  ])
  expect(historyRows([], [], true, 'UTC')[0]?.kind).toBe('older')
})
