import { expect, it } from 'vitest'
import { dockerIgnore } from './docker-ignore.ts'

const { leavesOut, leavesOutWhole } = dockerIgnore(`
# a note
.git
**/dist
**/*.test.ts
docs/*
!docs/tutorials
docs/tutorials/drafts/
`)

it.each([
  ['.git/config', true],
  ['.gitignore', false],
  ['sub/.git', false],
  ['dist/index.html', true],
  ['desktop/dist/renderer/index.html', true],
  ['desktop/distance.ts', false],
  ['cloud/src/main.ts', false],
  ['cloud/src/main.test.ts', true],
  ['main.test.ts', true],
  ['docs/quality.md', true],
  ['docs/pictures/phone.png', true],
  ['docs/tutorials/1-first.md', false],
  ['docs/tutorials/drafts/2-second.md', true],
])('of %s: left out %s', (path, out) => {
  expect(leavesOut(path)).toBe(out)
})

it('does not walk past a folder of which something is taken back in', () => {
  const { leavesOutWhole: outWhole } = dockerIgnore('docs\n!docs/tutorials/1-first.md')
  expect([outWhole('docs'), outWhole('docs/tutorials'), outWhole('docs/pictures')]).toEqual([
    false,
    false,
    true,
  ])
  expect([leavesOutWhole('desktop/dist'), leavesOutWhole('desktop')]).toEqual([true, false])
})
