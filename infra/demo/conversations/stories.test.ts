import { readFileSync } from 'node:fs'
import { HandoffReason } from '@plantao/shared/handoff'
import { describe, expect, it } from 'vitest'
import type { Act, Story } from './acts.ts'
import { DOZEN } from './dozen.ts'
import { livelyStories } from './lively.ts'

const knowledge = readFileSync(new URL('../padaria.txt', import.meta.url), 'utf8')
const DAY = 24 * 60

/** How the conversation stands at its end, by its last act that changes hands. */
function holder({ acts }: Story): string {
  const last = acts.findLast((act) =>
    /^(?:member|phone|claim|release|return|close|called for history)$/.test(act.by),
  )
  const called = acts.findLastIndex((act) => act.by === 'ai' && act.decision === 'handoff')
  if (called >= 0 && (!last || called > acts.indexOf(last))) return 'awaiting'
  return last?.by ?? 'ai'
}

describe.each([
  ['the dozen', DOZEN],
  ['the lively company', livelyStories()],
])('%s', (_name, stories) => {
  const acts = stories.flatMap((story) => story.acts)

  it('every act comes after the one before, and none after now', () => {
    for (const { acts, name } of stories) {
      const times = acts.map(({ ago }) => ago)
      expect(times, name).toEqual(times.toSorted((a, b) => b - a))
      expect(times.at(-1), name).toBeGreaterThan(0)
    }
  })

  it('nobody is held or awaited for a day, so nothing goes out at the start', () => {
    const held = stories.filter((story) => !['ai', 'return', 'close'].includes(holder(story)))
    expect(held.length).toBeGreaterThan(5)
    for (const { acts, name } of held) {
      const last = acts.findLast(({ by }) => by !== 'contact' && by !== 'note')
      expect(last!.ago, name).toBeLessThan(DAY)
    }
  })

  it('what the bot answers stands in the knowledge, and quotations name a customer', () => {
    const cited = acts.flatMap((act: Act) => ('cites' in act && act.cites ? [act.cites] : []))
    expect(cited.filter((words) => !knowledge.includes(words))).toEqual([])
    for (const { acts } of stories) {
      for (const act of acts)
        if ('quotes' in act && act.quotes !== undefined) expect(acts[act.quotes]).toBeDefined()
    }
  })

  it("no two customers share a name or a number, and no number is anybody's", () => {
    expect(new Set(stories.map(({ name }) => name)).size).toBe(stories.length)
    expect(new Set(stories.map(({ phone }) => phone)).size).toBe(stories.length)
    expect(stories.filter(({ phone }) => !/^55\d{2}90000\d{4}$/.test(phone))).toEqual([])
  })

  it('shows every way a conversation can stand', () => {
    const ways = ['ai', 'awaiting', 'claim', 'member', 'phone', 'return', 'close', 'called for history']
    expect(ways.filter((way) => !stories.some((story) => holder(story) === way))).toEqual([])
  })
})

it('the lively company has two hundred conversations, each reason of a call, and is the same each time', () => {
  const stories = livelyStories()
  expect(stories).toHaveLength(200)
  expect(livelyStories()).toEqual(stories)
  const reasons = stories.flatMap(({ acts }) => acts.flatMap((act) => ('reason' in act ? [act.reason] : [])))
  expect(new Set(reasons)).toEqual(new Set(HandoffReason.options))
})
