import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { fail } from './fail.mjs'

/** What a terminal, npm and service managers say to end a command. */
export const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Runs the command under `node` and ends as it ends.
 * @param {string} node
 * @param {string} root
 * @param {string[]} words the command's file and its words
 */
export function handOver(node, root, words) {
  // That Node first: programs of .bin start with whatever `node` the PATH names.
  const path = [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter)
  // The channel is how the command learns that this process was killed: it closes.
  const child = spawn(node, words, {
    cwd: root,
    env: { ...process.env, PATH: path },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  // Where a signal would end the command before it could stop its services, it learns by the channel, too.
  const stop = () => child.connected && child.disconnect()
  for (const signal of SIGNALS)
    process.on(signal, () => (process.platform === 'win32' ? stop() : child.kill(signal)))
  followParent(stop)
  child.on('error', (error) => fail({ en: error.message, pt: error.message }))
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    for (const name of SIGNALS) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}

/**
 * npm passes on what it is told, but to the shell in between, and not when it is killed outright: then we have lost our
 * parent. Windows keeps a dead parent's number.
 * @param {() => void} stop
 */
export function followParent(stop) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return
  const parent = process.ppid
  const looking = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(looking)
    stop()
  }, 100)
  looking.unref()
}
