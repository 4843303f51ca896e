import type { Message } from '@plantao/shared/conversations'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inOrder, mergeHistory } from './history.ts'

const at = (second: number) => new Date(Date.UTC(2026, 10, 2, 12, 0, second)).toISOString()
function message(id: string, second: number, arrival?: number): Message {
  const base = {
    conversationId: 'c',
    direction: 'in',
    author: 'contact',
    kind: 'text',
    status: 'received',
  } as const
  return { ...base, id, at: at(second), ...(arrival === undefined ? {} : { arrival }) }
}
const ids = (messages: Message[]) => messages.map(({ id }) => id)

describe('the order of a history', () => {
  it('is time, then arrival, whatever the ids', () => {
    const given = [message('a', 2, 9), message('z', 1, 3), message('b', 1, 4), message('y', 1, 2)]
    expect(ids(inOrder(given))).toEqual(['y', 'z', 'b', 'a'])
  })

  it('is the whole second: milliseconds that somebody told part nothing', () => {
    const ours = { ...message('a', 1, 1), at: at(1).replace('.000Z', '.361Z') }
    expect(ids(inOrder([message('b', 1, 2), ours]))).toEqual(['a', 'b'])
  })

  it('falls back to the ids for a second where one has no number', () => {
    expect(
      ids(inOrder([message('b', 1, 1), message('a', 1), message('d', 2, 1), message('c', 2, 2)])),
    ).toEqual([...['a', 'b', 'd', 'c']])
  })

  it('does not depend on the order given', () => {
    const any = fc.uniqueArray(
      fc.record({ id: fc.integer({ min: 0, max: 99 }), second: fc.nat(3), known: fc.boolean() }),
      { selector: ({ id }) => id, maxLength: 30 },
    )
    const shuffled = any.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    )
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const made = (rows: typeof one) =>
          rows.map(({ id, second, known }) => message(`m${id}`, second, known ? 100 - id : undefined))
        expect(ids(inOrder(made(one)))).toEqual(ids(inOrder(made(other))))
      }),
    )
  })

  it('takes the newer of two states and puts it where its number says', () => {
    const known = [message('a', 1), message('b', 1)]
    const newer = [message('a', 1, 8), message('b', 1, 7)]
    expect(ids(mergeHistory(known, newer))).toEqual(['b', 'a'])
  })
})
