const NUMBER = /^(\d{4})-/
const STATUS = /^(?:proposed|accepted|replaced by \[\d{4}\])/
const SECTIONS = ['## Context', '## Decision', '## Consequences']

/** A line of Markdown without the addresses of its links. */
const withoutLinks = (text: string) => text.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')

/**
 * What a decision's page lacks, in words; empty when it has the one form and its row in the index.
 * @param name the page's file name
 * @param text the page
 * @param index the README of the folder
 */
export function decisionFaults(name: string, text: string, index: string): string[] {
  const number = NUMBER.exec(name)?.[1]
  const [heading = '', , dated = ''] = text.split('\n')
  const title = /^# (\d{4}) (.+)$/.exec(heading)
  const [, date, status = ''] = /^(\d{4}-\d{2}-\d{2}) · (.+)$/.exec(dated) ?? []
  const faults = [
    ...(title?.[1] === number ? [] : [`line 1 is not "# ${number} Title"`]),
    ...(date && !Number.isNaN(Date.parse(date)) ? [] : ['line 3 is not "2026-01-31 · status"']),
    ...(STATUS.test(status) ? [] : ['the status is not proposed, accepted or replaced by [0000]']),
    ...(text.match(/^## .+$/gm)?.join() === SECTIONS.join()
      ? []
      : [`its sections are not ${SECTIONS.join(', ')}`]),
  ]
  const row = index.split('\n').filter((line) => line.includes(`](${name})`))
  const cells = row[0]?.split('|').map((cell) => cell.trim())
  const wanted = ['', `[${number}](${name})`, title?.[2], date, withoutLinks(status), '']
  if (row.length !== 1 || wanted.some((cell, i) => cells?.[i] !== cell))
    faults.push(`the index has no row |${wanted.slice(1, -1).join('|')}|, or several`)
  return faults
}
