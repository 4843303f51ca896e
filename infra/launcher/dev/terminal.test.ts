import { expect, it } from 'vitest'
import { createTerminal, readable } from './terminal.ts'

const entry = JSON.stringify({
  level: 'warn',
  time: '2026-11-30T22:14:02.643Z',
  port: 8000,
  services: ['web'],
  msg: 'started',
})

it('reads a structured line to a person', () => {
  expect(readable(entry)).toEqual({
    level: 'warn',
    words: '22:14:02 warn started port=8000 services=["web"]',
  })
})

it('shows where an error comes from', () => {
  const err = { message: 'gone', stack: 'Error: gone\n    at here' }
  const { words } = readable(JSON.stringify({ level: 'error', msg: 'job failed', err }))
  expect(words).toBe('error job failed\nError: gone\n    at here')
})

it.each(['plain words', '{"not": "a log line"}', '{broken'])('leaves %s as it is', (text) => {
  expect(readable(text).words).toBe(text)
})

it('puts a prefix before each line, in colour where the terminal wants it', () => {
  const written: string[] = []
  const write = (text: string) => void written.push(text)
  createTerminal({ colours: false, write }).line('cloud', 'ready')
  createTerminal({ colours: true, write }).line('cloud', entry)
  expect(written[0]).toBe('cloud   │ ready\n')
  expect(written[1]).toContain('\u001b[36mcloud  \u001b[0m')
  expect(written[1]).toContain('\u001b[33m22:14:02 warn')
})
