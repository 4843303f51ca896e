import { expect, it } from 'vitest'
import { FILES, quoted, read } from './documents.ts'

// docs/security-review.md promises a test for each line: it is there, and it is one that is run.

const page = read('docs/security-review.md')
const tests = FILES.filter((path) => /\.(?:test|e2e|electron)\.ts$/.test(path))
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| -+/.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map((cells) => ({ what: cells[1]!, proofs: quoted(cells.at(-2)!) }))
  .filter(({ what }) => !['What could happen', 'Tried'].includes(what))

/** The tests that a name may mean; it may leave out how its path begins. */
const meant = (name: string) => tests.filter((path) => path === name || path.endsWith(`/${name}`))

it('has a line for each thing that was found and tried', () => {
  expect(rows.length).toBeGreaterThan(80)
  expect(new Set(rows.map(({ what }) => what)).size).toBe(rows.length)
})

it.each(rows)('$what: its proof is one test, and it is there', ({ proofs }) => {
  expect(proofs).not.toEqual([])
  for (const name of proofs) expect([name, meant(name)]).toEqual([name, [expect.any(String)]])
})

it('names every test of attacks and walls', () => {
  const named = new Set(rows.flatMap(({ proofs }) => proofs.flatMap(meant)))
  const attacks = tests.filter((path) => /^cloud\/test\/(?:attack|walls|erasure)\//.test(path))
  expect(attacks.length).toBeGreaterThan(15)
  expect(attacks.filter((path) => !named.has(path))).toEqual([])
})

it('sees a name of no test, and one that could be two (mutants)', () => {
  expect(meant('attack/no-such.test.ts')).toEqual([])
  expect(meant('standing.test.ts').length).toBeGreaterThan(1)
})
