import { spawn } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { basename, delimiter, dirname, join } from 'node:path'
import { say } from './fail.mjs'

/** A line this often while npm works in silence, in milliseconds. */
const SAY_EVERY_MS = 15_000
const KEPT_WORDS = 64_000
/** Settings of a user's .npmrc that would leave something out, or put it elsewhere. */
const WHOLE = [
  '--include=dev',
  '--include=optional',
  '--include=peer',
  '--ignore-scripts',
  '--install-strategy=hoisted',
  '--legacy-peer-deps=false',
  '--engine-strict=false',
  '--dry-run=false',
  '--global=false',
  '--package-lock=true',
  '--fund=false',
  '--audit=false',
]

/** The words of an installation that takes everything from the lock file. */
export const INSTALL = ['ci', ...WHOLE]

/**
 * npm's own program, which any Node can run: the one that started us, else the one beside this Node, else the PATH's.
 * What yarn and pnpm leave in `npm_execpath` is not npm.
 * @param {Record<string, string | undefined>} env
 * @param {string} node the program file of this Node
 * @returns {string | undefined}
 */
export function findNpm(env, node) {
  const bin = dirname(node)
  const places = [
    env.npm_execpath ?? '',
    join(bin, 'node_modules/npm/bin/npm-cli.js'),
    join(bin, '../lib/node_modules/npm/bin/npm-cli.js'),
    ...(env.PATH ?? '').split(delimiter).flatMap((folder) => [
      // On Unix this is a link to the program; on Windows the program lies beside.
      followed(join(folder, 'npm')),
      join(folder, 'node_modules/npm/bin/npm-cli.js'),
    ]),
  ]
  return places.find((place) => /^npm-cli\.[cm]?js$/.test(basename(place)) && existsSync(place))
}

/** @param {string} path */
function followed(path) {
  try {
    return realpathSync(path)
  } catch {
    return ''
  }
}

/**
 * The environment npm runs in: yarn and pnpm pass their own settings under npm's names, which are not the user's.
 * @param {Record<string, string | undefined>} env
 */
export function npmEnvironment(env) {
  const asked = /^npm-cli\./.test(basename(env.npm_execpath ?? 'npm-cli.js'))
  return Object.fromEntries(Object.entries(env).filter(([name]) => asked || !name.startsWith('npm_')))
}

/** Ends the npm that is at work; nothing when none is. */
export let stopNpm = () => {}

/**
 * Runs npm and resolves when it is gone.
 * @param {{ node: string, cli: string }} tool
 * @param {string[]} words
 * @param {{ cwd: string, quiet?: boolean }} options `quiet`: its words are only kept
 * @returns {Promise<{ ok: boolean, how: string, words: string }>} `words`: the end of what it said
 */
export function npm(tool, words, { cwd, quiet = false }) {
  return new Promise((done) => {
    const begun = Date.now()
    let said = ''
    const child = spawn(tool.node, [tool.cli, ...words, '--prefix', cwd], {
      cwd,
      env: npmEnvironment(process.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    })
    stopNpm = () => child.kill()
    let spoke = begun
    const ticking = setInterval(() => {
      if (quiet || Date.now() - spoke < SAY_EVERY_MS) return
      spoke = Date.now()
      const seconds = Math.round((Date.now() - begun) / 1000)
      say({ en: `  still installing (${seconds} s) …`, pt: `  ainda instalando (${seconds} s) …` })
    }, 1_000)
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(-KEPT_WORDS)
        spoke = Date.now()
        if (!quiet) process.stderr.write(text)
      })
    }
    const end = (/** @type {boolean} */ ok, /** @type {string} */ how) => {
      clearInterval(ticking)
      stopNpm = () => {}
      done({ ok, how, words: said })
    }
    child.once('error', (error) => end(false, error.message))
    child.once('close', (code, signal) => end(code === 0, signal ?? `exit ${code}`))
  })
}
