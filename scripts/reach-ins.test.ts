import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { filesIn } from './documents.ts'

/** React draws into one element of its page, which only the page itself has. */
const ENTRIES = [
  'desktop/src/browser/main.tsx',
  'desktop/src/renderer/main.tsx',
  'landing/dashboard/main.tsx',
]
/** A link that is made here and never drawn: the browser offers no other way to save a file. */
const DOWNLOADS = /\/download\.ts$/

/** One part of the screen takes hold of another by what it looks like. A component's own elements have refs. */
const LOOKED_UP = /\b(?:getElementById|getElementsBy\w+|querySelector(?:All)?)\b/
/** A press in another's place: what a button does is a command with a name. */
const PRESSED = /(?<!\.current\??)\.click\(\)/

function faults(path: string, source: string): string[] {
  const looks = LOOKED_UP.test(source) && !ENTRIES.includes(path)
  const presses = PRESSED.test(source) && !DOWNLOADS.test(path)
  return [...(looks ? [`${path} looks an element up`] : []), ...(presses ? [`${path} presses a button`] : [])]
}

const sources = ['desktop/src', 'landing/dashboard']
  .flatMap((folder) => filesIn(folder))
  .filter((path) => /(?<!\.test)\.tsx?$/.test(path))

it('no part of the screen reaches into another', () => {
  expect(sources.length).toBeGreaterThan(250)
  expect(sources.flatMap((path) => faults(path, readFileSync(path, 'utf8')))).toEqual([])
})

it('finds what is planted', () => {
  const planted = (line: string) => faults('desktop/src/renderer/ui/planted.ts', line).length
  expect(planted("document.getElementById('composer')?.focus()")).toBe(1)
  expect(planted("page.querySelector('.rail button')")).toBe(1)
  expect(planted("document.querySelector<HTMLElement>('#send')?.click()")).toBe(2)
  expect(planted("handles.get('send')?.click()")).toBe(1)
  expect(planted('picker.current?.click()')).toBe(0)
  expect(planted("press('send')")).toBe(0)
})
