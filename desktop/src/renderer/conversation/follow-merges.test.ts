import { afterEach, beforeEach, expect, it } from 'vitest'
import { INITIAL_STATE, type Thread } from '../bridge.ts'
import { type TrayFile, useTray } from '../composer/tray.ts'
import { useConsole } from '../store.ts'
import { useUi } from '../ui/ui-store.ts'
import { followMerges } from './follow-merges.ts'

const thread = (conversationId: string): Thread => ({
  ...{ conversationId, messages: [], older: null, status: 'ready', loadingOlder: false },
})
const file = (key: number): TrayFile => ({
  key,
  file: new File(['x'], 'x.txt'),
  kind: 'document',
  preview: null,
})
const picked = (id: string) => (useTray.getState()[id] ?? []).map(({ key }) => key)

let stop: () => void
beforeEach(() => {
  useConsole.setState({ ...INITIAL_STATE, thread: thread('left') }, true)
  useUi.setState({ noting: 'left' })
  useTray.setState({ left: [file(2)], kept: [file(1)], other: [] })
  stop = followMerges()
})
afterEach(() => stop())

it('a note under way when its conversation is merged stays a note, and picked files come along', () => {
  useConsole.setState({ moved: { left: 'kept' } })
  useConsole.setState({ thread: thread('kept') })
  expect(useUi.getState().noting).toBe('kept')
  expect([picked('left'), picked('kept')]).toEqual([[], [1, 2]])
})

it('also through several merges in a row', () => {
  useConsole.setState({ moved: { left: 'between' } })
  useConsole.setState({ moved: { left: 'between', between: 'kept' }, thread: thread('kept') })
  expect(useUi.getState().noting).toBe('kept')
  expect(picked('kept')).toEqual([1, 2])
})

it('nothing comes along into another conversation that is opened', () => {
  useConsole.setState({ thread: thread('other') })
  expect(useUi.getState().noting).toBe('left')
  expect([picked('left'), picked('other')]).toEqual([[2], []])
  useConsole.setState({ moved: { left: 'kept' } })
  expect(picked('other')).toEqual([])
})
