import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fail, say } from './fail.mjs'
import { explainNpm } from './npm-failures.mjs'

const LOOK_EVERY_MS = 200
/** The holder touches its lock this often; one left alone for much longer has no holder. */
const TOUCH_EVERY_MS = 2_000
const DEAD_AFTER_MS = 30_000

/**
 * Runs `work` while nobody else installs in this checkout: of two commands started at once on a fresh clone one
 * installs, the other waits for it. The lock lies in the checkout, which has to be written to anyway.
 * @template Result
 * @param {string} lock folder that is the lock
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function alone(lock, work) {
  let announced = false
  while (!take(lock)) {
    if (!announced)
      say({
        en: 'Another command is installing packages here; waiting …',
        pt: 'Outro comando está instalando pacotes aqui; esperando …',
      })
    announced = true
    await pause(LOOK_EVERY_MS)
  }
  const release = () => rmSync(lock, { recursive: true, force: true })
  const touching = setInterval(() => utimesSync(lock, new Date(), new Date()), TOUCH_EVERY_MS)
  process.once('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(touching)
    process.removeListener('exit', release)
    release()
  }
}

/** @param {string} lock */
function take(lock) {
  try {
    mkdirSync(dirname(lock), { recursive: true })
    mkdirSync(lock)
    writeFileSync(join(lock, 'holder'), JSON.stringify({ pid: process.pid, host: hostname() }))
    return true
  } catch (error) {
    const { code, message } = /** @type {NodeJS.ErrnoException} */ (error)
    if (code !== 'EEXIST') {
      rmSync(lock, { recursive: true, force: true })
      const folder = dirname(dirname(lock))
      return fail(explainNpm(String(code), folder) ?? { en: message, pt: message })
    }
  }
  if (!isHeld(lock)) drop(lock)
  return false
}

/** @param {string} lock */
function drop(lock) {
  try {
    rmSync(lock, { recursive: true, force: true })
  } catch {
    fail({
      en: `A lock of another user is left over: remove the folder ${lock} and start again.`,
      pt: `Sobrou uma trava de outro usuário: apague a pasta ${lock} e comece de novo.`,
    })
  }
}

/** @param {string} lock */
function isHeld(lock) {
  const made = statSync(lock, { throwIfNoEntry: false })
  if (!made) return false
  if (Date.now() - made.mtimeMs > DEAD_AFTER_MS) return false
  try {
    const { pid, host } = JSON.parse(readFileSync(join(lock, 'holder'), 'utf8'))
    // A number means something only on the machine (or container) that gave it.
    if (host !== hostname()) return true
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not written yet, or not for us to ask: then the time above decides.
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH'
  }
}
