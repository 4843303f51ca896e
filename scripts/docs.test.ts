import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { COMMANDS } from '../cloud/src/operations/index.ts'
import { VARIABLES } from '../cloud/src/platform/environment.ts'
import { endpoints } from '../shared/src/http/endpoints.ts'
import { decisionFaults } from './decisions.ts'
import {
  brokenLinks,
  CODE,
  commands,
  DOCUMENTS,
  FILES,
  filesIn,
  isThere,
  missingFiles,
  missingFolders,
  quoted,
  read,
} from './documents.ts'

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const compose = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, object> }
const benches = new Set(
  [...read('infra/bench/main.ts').matchAll(/^ {2}'?([\w-]+)'?: (?:async )?\(\) =>/gm)].map(
    ([, name]) => name!,
  ),
)
/** npm's own words. */
const NPM = new Set(['ci', 'run', 'audit', 'install'])
const pages = DOCUMENTS.map((page) => [page, read(page)] as const)
const all = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, found]) => found!)

/** What is wrong with one line for a shell, as far as this repository knows it. */
function faults(line: string): string[] {
  return [
    ...all(line, /\bnpm (?:run (?:-\w+ )*)?([a-z]+(?::[a-z]+)?)(?=\s|$)/g).filter(
      (name) => !scripts[name] && !NPM.has(name),
    ),
    ...all(line, /\bbench -- ([a-z-]+)/g).filter((name) => !benches.has(name)),
    ...(/git clone/.test(line) ? [] : all(line, /(?:^|\s)plantao ([a-z]+(?:-[a-z]+)*)/g)).filter(
      (name) => !COMMANDS[name],
    ),
    ...all(
      line,
      /docker compose (?:--profile \w+ )?(?:run|up|logs|restart)(?: -[\w-]+(?: [\w./-]+:\S+)?)* ([a-z][\w-]*)/g,
    ).filter((name) => !compose.services[name]),
    ...all(line, /(?:^|\s)(?:sh|node|bash) ([\w./-]+\.(?:sh|ts|mjs))/g).filter((file) => !isThere(file)),
  ]
}

it('looks at every document', () => {
  expect(DOCUMENTS.length).toBeGreaterThan(25)
  expect(DOCUMENTS).toContain('docs/operations/runbook.md')
  expect(benches).toContain('retrieval')
})

describe.each(pages)('%s', (page, text) => {
  it('links to what is there', () => {
    expect(brokenLinks(page, text)).toEqual([])
  })

  it('names files that exist', () => {
    expect([...missingFiles(text), ...missingFolders(text)]).toEqual([])
  })

  it('gives commands that exist', () => {
    expect(commands(text).flatMap(faults)).toEqual([])
  })

  it('names variables that something reads', () => {
    const named = commands(text).flatMap((line) =>
      all(line, /(?<![\w.$-])([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?=[=\s*]|$)/g),
    )
    // electron-builder reads these itself when it notarizes.
    const theirs = /^APPLE_API_/
    expect([...new Set(named)].filter((name) => !CODE.includes(name) && !theirs.test(name))).toEqual([])
  })

  // The sandbox's own page speaks of the vendors' routes, which its tests compare with recordings.
  if (page.startsWith('infra/sandbox')) return
  it('names routes that exist', () => {
    const shape = (path: string) => path.replace(/^\/api\/v1/, '').replace(/:\w+|<\w+>|…/g, ':')
    const known = new Set(Object.values(endpoints).map(({ method, path }) => `${method} ${shape(path)}`))
    const named = quoted(text).flatMap((words) => all(words, /^((?:GET|POST|PUT|DELETE) \/\S+)$/g))
    const lost = named.filter((route) => {
      const [method, path = ''] = route.split(' ')
      // The vendors' doors and files are in no table of ours: the code must spell them.
      return !known.has(`${method} ${shape(path)}`) && !CODE.includes(`'${path.replace(/\/<.*/, '')}`)
    })
    expect(lost).toEqual([])
  })
})

describe('the twins', () => {
  const [english, portuguese] = [read('README.md'), read('README.pt-BR.md')]
  const pictures = (text: string) => all(text, /\]\((docs\/pictures\/[^)]+)\)/g)

  it('show the same pictures, addresses and commands', () => {
    expect(pictures(portuguese)).toEqual(pictures(english))
    expect(all(portuguese, /<(http[^>]+)>/g)).toEqual(all(english, /<(http[^>]+)>/g))
    expect(all(portuguese, /^(npm \w+)/gm)).toEqual(all(english, /^(npm \w+)/gm))
  })
})

it('the changelog has a dated section for the version of every workspace', () => {
  const versions = FILES.filter((path) => basename(path) === 'package.json').map(
    (path) => (JSON.parse(read(path)) as { version?: string }).version,
  )
  const released = all(read('CHANGELOG.md'), /^## \[([\w.-]+)\] - \d{4}-\d{2}-\d{2}$/gm)
  expect(versions.length).toBeGreaterThan(5)
  expect(new Set(versions)).toEqual(new Set([released[0]]))
})

describe('pictures', () => {
  const shown = pages.map(([, text]) => text).join('\n')
  it.each(filesIn('docs/pictures').filter((path) => /\.(?:png|webp)$/.test(path)))(
    '%s is shown somewhere',
    (path) => {
      expect(shown.includes(path.replace(/^docs\//, ''))).toBe(true)
    },
  )
})

describe('tutorials', () => {
  const catalogues = FILES.filter((path) => /text\/pt-br[\w./-]*\.ts$/.test(path))
    .map(read)
    .join('\n')
  const tutorials = pages.filter(([page]) => page.startsWith('docs/tutorials/'))

  it('are for every step of an owner, each with a picture', () => {
    expect(tutorials.length).toBeGreaterThanOrEqual(5)
    for (const [page, text] of tutorials) expect(text, page).toMatch(/!\[[^\]]+\]\(\.\.\/pictures\//)
  })

  it.each(tutorials)('%s speaks of what is on the screen', (_page, text) => {
    const named = all(text, /\*\*([^*]+)\*\*/g).flatMap((words) => words.split(', '))
    expect(named.filter((words) => !catalogues.toLowerCase().includes(words.toLowerCase()))).toEqual([])
  })
})

describe('.env.example', () => {
  const named = all(read('.env.example'), /^([A-Z][A-Z0-9_]*)=/gm)

  it('has every variable that the cloud reads, and no other', () => {
    const launchers = ['SANDBOX_PORT']
    // The launcher says by it which vendors the sandbox plays.
    const told = ['NODE_ENV', 'SANDBOX_PLAYS']
    expect([...named].sort()).toEqual(
      [...VARIABLES.filter((name) => !told.includes(name)), ...launchers].sort(),
    )
  })

  it('says no more about a server than the compose file takes', () => {
    const settings = all(read('infra/compose/settings.example'), /^#?([A-Z][A-Z0-9_]*)=/gm)
    const taken = read('docker-compose.yml')
    expect(settings.filter((name) => !taken.includes(`\${${name}`))).toEqual([])
    const asked = new Set(all(taken, /\$\{([A-Z][A-Z0-9_]*)/g))
    expect([...asked].filter((name) => !settings.includes(name))).toEqual([])
  })
})

it('the floors of the architecture have every room, each above those it uses', () => {
  const edges = JSON.parse(read('edges.json')) as Record<string, string[]>
  const rows = all(read('docs/ARCHITECTURE.md'), /^(\| (?:top|\d|under) +\|.*)$/gm)
  const floorOf = (room: string) => rows.length - rows.findIndex((row) => row.includes(`\`${room}\``))
  expect(Object.keys(edges).filter((room) => floorOf(room) > rows.length)).toEqual([])
  const upward = Object.entries(edges).flatMap(([room, below]) =>
    below.filter((other) => floorOf(other) >= floorOf(room)).map((other) => `${room} → ${other}`),
  )
  expect(upward).toEqual([])
})

describe('quality', () => {
  const rows = read('docs/quality.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:What|-)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()))

  it('is one page of rows', () => {
    expect(rows.length).toBeGreaterThan(25)
    expect(rows.length).toBeLessThan(46)
  })

  it.each(rows.map((cells) => [cells[1]!, cells] as const))(
    '%s has target, figure, date, command, verdict',
    (_what, cells) => {
      const [, what, target, newest, date, command, met] = cells
      for (const cell of [what, target, newest, command]) expect(cell).toBeTruthy()
      expect(cells).toHaveLength(8)
      expect(date).toMatch(/^(?:2\d{3}-\d{2}-\d{2}|–)$/)
      expect(met).toMatch(/^(?:yes|no|partly|open)$/)
      // Nothing is met or missed that nobody measured, unless a test holds a bound.
      if (date === '–' && met !== 'open') expect(newest).toMatch(/held by/)
    },
  )
})

describe('decisions', () => {
  const folder = 'docs/decisions'
  const index = read(`${folder}/README.md`)
  const names = filesIn(folder)
    .map((path) => basename(path))
    .filter((name) => /^\d{4}-/.test(name))

  it('have a number each', () => {
    expect(names.length).toBeGreaterThan(20)
    expect(new Set(names.map((name) => name.slice(0, 4))).size).toBe(names.length)
  })

  it.each(names)('%s has the one form and its row in the index', (name) => {
    expect(decisionFaults(name, read(`${folder}/${name}`), index)).toEqual([])
  })

  const page = '# 0001 A title\n\n2026-01-31 · accepted\n\n## Context\n\n## Decision\n\n## Consequences\n'
  const row = '| [0001](0001-a.md) | A title | 2026-01-31 | accepted |'
  it.each([
    ['another number', page.replace('# 0001', '# 0002'), row],
    ['no date', page.replace('2026-01-31 · ', ''), row],
    ['a day that is none', page.replace('01-31', '13-31'), row.replace('01-31', '13-31')],
    ['no status', page.replace('accepted', 'perhaps'), row.replace('accepted', 'perhaps')],
    ['a section less', page.replace('## Consequences\n', ''), row],
    ['no row', page, ''],
    ['two rows', page, `${row}\n${row}`],
    ['another title in the index', page, row.replace('A title', 'A thing')],
    ['another status in the index', page, row.replace('accepted', 'replaced by 0002')],
  ])('are refused with %s', (_fault, text, listed) => {
    expect(decisionFaults('0001-a.md', page, row)).toEqual([])
    expect(decisionFaults('0001-a.md', text, listed)).not.toEqual([])
  })
})
