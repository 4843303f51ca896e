import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { type ConsoleChange, EMPTY_SHIFT, type Thread } from '../engine/state.ts'
import { rememberOpen } from './last-open.ts'

const folder = mkdtempSync(join(tmpdir(), 'plantao-open-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const ID = '018f0001-0000-7000-8000-000000000004'
const thread: Thread = {
  ...{ conversationId: ID, messages: [], older: null },
  ...{ status: 'ready', loadingOlder: false },
}

function start(path: string) {
  const listeners: ((change: ConsoleChange, number: number) => void)[] = []
  const last = rememberOpen(path, { onChange: (listener) => void listeners.push(listener) })
  const say = (change: ConsoleChange) => {
    for (const listener of listeners) listener(change, 0)
  }
  return { last, say }
}

it('the open conversation is that of last time, until somebody closes it or signs out', () => {
  const path = join(folder, 'open')
  const first = start(path)
  expect(first.last).toBeNull()
  first.say({ set: { thread } })
  // The desk is emptied when the next start begins, and when the cloud refuses this version.
  first.say({ reset: true, set: EMPTY_SHIFT })
  const second = start(path)
  expect(second.last).toBe(ID)
  second.say({ set: { thread: null } })
  expect(start(path).last).toBeNull()
  second.say({ set: { thread } })
  second.say({ set: { session: { phase: 'signedOut', me: null, failure: null } } })
  expect(start(path).last).toBeNull()
  writeFileSync(path, '../../etc/passwd')
  expect(start(path).last).toBeNull()
})
