import { connect, createServer } from 'node:net'
import { describe, expect, it } from 'vitest'
import { importsOf } from './imports.ts'
import { inOrder } from './long-first.ts'
import { sortTests, startsSomething } from './sort-tests.ts'

describe('what a file imports', () => {
  it('is found in every form, and types are not', () => {
    const source = `import { a } from './a.ts'
import './bare.ts'
import type { T } from './types.ts'
import {
  one,
  type Two,
} from '../several.ts'
export { b } from './b.ts'
const later = await import('./later.ts')`
    expect(importsOf(source)).toEqual(['./a.ts', './bare.ts', '../several.ts', './b.ts', './later.ts'])
  })
})

describe('a project', () => {
  const sorted = sortTests()
  const of = (file: string) =>
    Object.entries(sorted).flatMap(([kind, files]) => (files.includes(file) ? [kind] : []))

  it('has each test once', async () => {
    const all = Object.values(sorted).flat()
    expect(new Set(all).size).toBe(all.length)
    expect(all.length).toBeGreaterThan(250)
  })

  it.each([
    ['cloud/src/conversations/next-send.test.ts', 'unit'],
    ['cloud/src/conversations/dispatch.test.ts', 'house'],
    ['cloud/test/house/kill.test.ts', 'house'],
    ['infra/postgres/start-postgres.test.ts', 'house'],
    ['infra/compose/compose.test.ts', 'static'],
    ['infra/testing/projects/sort-tests.test.ts', 'static'],
  ])('takes %s for %s', (file, kind) => {
    expect(of(file)).toEqual([kind])
  })

  it('is the house when a test or its helper starts a process, not when the product could', () => {
    expect(startsSomething('node:child_process', 'infra/proof/a.test.ts')).toBe(true)
    expect(startsSomething('node:worker_threads', 'cloud/src/x/a.test.ts')).toBe(true)
    expect(startsSomething('node:child_process', 'cloud/src/operations/dump.ts')).toBe(false)
    expect(startsSomething('infra/testing/database/database.ts', undefined)).toBe(true)
    expect(startsSomething('infra/testing/scene/tenant.ts', undefined)).toBe(false)
  })
})

describe('a light test', () => {
  it('starts no process', () => {
    // By its name alone, so that this file itself counts as a light one.
    const { execFileSync } = process.getBuiltinModule('node:child_process')
    expect(() => execFileSync('true')).toThrow(/started the process true/)
  })

  it('reaches no server but its own', async () => {
    const server = createServer((socket) => socket.end('hello'))
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
    const { port } = server.address() as { port: number }
    const said = await new Promise((done) =>
      connect(port, '127.0.0.1').once('data', (text) => done(String(text))),
    )
    expect(said).toBe('hello')
    server.close()
    expect(() => connect(5432, '127.0.0.1')).toThrow(/connected to port 5432/)
    await expect(fetch('http://127.0.0.1:5432/')).rejects.toThrow()
  })
})

describe('the order of files', () => {
  it('puts browsers and houses side by side, long ones first, and light ones last', () => {
    const file = (project: string, size: number) => ({ project, size })
    const files = [
      file('unit', 9),
      file('browser', 1),
      file('browser', 5),
      file('house', 7),
      file('house', 2),
    ]
    expect(inOrder(files).map(({ project, size }) => `${project} ${size}`)).toEqual([
      'browser 5',
      'house 7',
      'browser 1',
      'house 2',
      'unit 9',
    ])
  })
})
