import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { COMMANDS } from '../cloud/src/operations/index.ts'
import { VARIABLES } from '../cloud/src/platform/environment.ts'
import { endpoints } from '../shared/src/http/endpoints.ts'
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

it('every decision is listed once, by its number', () => {
  const numbers = filesIn('docs/decisions').flatMap((path) => all(basename(path), /^(\d{4})-/g))
  expect(new Set(numbers).size).toBe(numbers.length)
})
