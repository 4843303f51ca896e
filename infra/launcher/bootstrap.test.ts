import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ROOT } from './environment.ts'

/** What a module of the bootstrap answers, asked in a process of its own: it is plain JavaScript for any Node. */
function ask(module: string, expression: string): unknown {
  const script = `import * as it from ${JSON.stringify(join(ROOT, 'infra/launcher/bootstrap', module))}
    console.log(JSON.stringify((${expression}) ?? null))`
  const done = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  if (done.status !== 0) throw new Error(done.stderr)
  return JSON.parse(done.stdout)
}

const run = (words: string[], env: Record<string, string> = {}) =>
  spawnSync(process.execPath, [join(ROOT, 'infra/launcher/bootstrap.mjs'), ...words], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '', ...env },
  })

it('refuses words that a command would lose, in the reader’s language', () => {
  const english = run(['start', '--port', '81'])
  expect([english.status, english.stderr]).toEqual([1, expect.stringContaining('"--port 81"')])
  expect(run(['start', 'x'], { LANG: 'pt_BR.UTF-8' }).stderr).toContain('não aceita palavras')
  expect(run(['start', 'x'], { LANG: 'pt_BR.UTF-8', LC_ALL: 'C' }).stderr).toContain('takes no words')
})

it('misses the build of a package for this platform, and no other optional one', () => {
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/a-linux': {
      version: '1.0.0',
      optional: true,
      os: ['linux'],
      cpu: ['x64'],
      libc: ['glibc'],
    },
    'node_modules/a-musl': { version: '1.0.0', optional: true, os: ['linux'], cpu: ['x64'], libc: ['musl'] },
    'node_modules/a-mac': { version: '1.0.0', optional: true, os: ['darwin'] },
    'node_modules/extra': { version: '1.0.0', optional: true },
  }
  const missing = (installed: object) =>
    ask(
      'packages.mjs',
      `it.missingPackages(${JSON.stringify(wanted)}, ${JSON.stringify(installed)}, { platform: 'linux', arch: 'x64' })`,
    )
  expect(missing({ 'node_modules/a': { version: '1.0.0' } })).toEqual(['node_modules/a-linux'])
  const whole = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/a-linux': { version: '1.0.0' } }
  expect(missing(whole)).toEqual([])
  expect(missing({ ...whole, 'node_modules/a': { version: '0.9.0' } })).toEqual(['node_modules/a'])
})

it('knows what a machine lacks', () => {
  const machine = { platform: 'linux', node: 'v20.1.0', glibc: '2.36', named: true }
  const why = (change: object) =>
    ask('machine.mjs', `it.whyNotHere(${JSON.stringify({ ...machine, ...change })}, { database: true })?.en`)
  expect(why({})).toBeNull()
  expect(
    ask('machine.mjs', `it.whyNotHere({ platform: 'linux', node: 'v20.1.0', named: true }, {}).en`),
  ).toContain('musl')
  expect(why({ glibc: '2.17' })).toContain('2.17')
  expect(why({ node: 'v16.20.0' })).toContain('v16.20.0')
  expect(why({ named: false })).toContain('/etc/passwd')
})

it('wants Node 24, or 26 and newer', () => {
  expect(
    ask('node.mjs', `['v18.20.8', 'v22.12.0', 'v24.0.0', 'v25.1.0', 'v26.0.0'].map(it.isWanted)`),
  ).toEqual([false, false, true, false, true])
})

it.each([
  ['npm error code ENOTFOUND\nnpm error request to https://registry.example/x failed', 'registry.example'],
  ['npm error code ENOSPC', 'full'],
  ['npm error code EROFS', 'read-only'],
  ['npm error code EACCES\nnpm error path /a/b', '/a/b'],
  ['npm error code EINTEGRITY', 'damaged'],
  ['npm error code SELF_SIGNED_CERT_IN_CHAIN', 'NODE_EXTRA_CA_CERTS'],
])('explains npm’s %j', (said, word) => {
  expect(ask('npm-failures.mjs', `it.explainNpm(${JSON.stringify(said)}, '/checkout').en`)).toContain(word)
})

it('takes no other manager for npm, nor its settings', () => {
  expect(
    ask('npm.mjs', `it.findNpm({ npm_execpath: '/x/pnpm.cjs', PATH: '' }, '/nowhere/bin/node')`),
  ).toBeNull()
  const env = `{ npm_execpath: '/x/yarn.js', npm_config_registry: 'y', HOME: '/h' }`
  expect(ask('npm.mjs', `it.npmEnvironment(${env})`)).toEqual({ HOME: '/h' })
})
