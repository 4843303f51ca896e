import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A package in npm's lock file.
 * @typedef {{ version?: string, optional?: boolean, link?: boolean, os?: string[], cpu?: string[], libc?: string[] }} Locked
 * @typedef {{ platform: string, arch: string }} Here
 */

/**
 * Whether everything that the lock file asks for on this machine is there. Asked of what lies in the folder, not of a
 * note: an installation by hand under an old Node, by another manager or broken off halfway looks complete otherwise.
 * @param {string} root
 */
export function isInstalled(root) {
  const note = readNote(root)
  if (note && note.lock !== lockHash(root)) return false
  const installed = readLock(join(root, 'node_modules/.package-lock.json'))
  const here = { platform: process.platform, arch: process.arch }
  if (
    !installed ||
    missingPackages(readLock(join(root, 'package-lock.json')) ?? {}, installed, here).length > 0
  )
    return false
  const whole = Object.keys(installed).every(
    (path) => installed[path]?.link || existsSync(join(root, path, 'package.json')),
  )
  if (whole && !note) noteInstalled(root, 'by hand')
  return whole
}

/**
 * Paths of packages that the lock file asks for on this platform and that are not there in that version.
 * @param {Record<string, Locked>} wanted
 * @param {Record<string, Locked>} installed
 * @param {Here} here
 * @returns {string[]}
 */
export function missingPackages(wanted, installed, here) {
  return Object.entries(wanted)
    .filter(
      ([path, locked]) => path.includes('node_modules/') && (!locked.optional || isBuildFor(locked, here)),
    )
    .filter(([path, locked]) => !installed[path] || installed[path]?.version !== locked.version)
    .map(([path]) => path)
}

/**
 * Whether an optional package is a build for this platform, which is what matters here: others that are optional may be
 * left out together with a build for another platform. Only glibc gets this far on Linux.
 */
function isBuildFor(/** @type {Locked} */ { os, cpu, libc }, /** @type {Here} */ here) {
  return Boolean(os ?? cpu) && names(os, here.platform) && names(cpu, here.arch) && names(libc, 'glibc')
}

/** Whether a list such as ["linux", "!darwin"] admits a name; no list admits all. */
function names(/** @type {string[] | undefined} */ list, /** @type {string} */ name) {
  if (!list || list.length === 0) return true
  if (list.includes(`!${name}`)) return false
  const positive = list.filter((one) => !one.startsWith('!'))
  return positive.length === 0 || positive.includes(name) || positive.includes('any')
}

/**
 * Writes down that everything is installed, and by which Node.
 * @param {string} root
 * @param {string} node its version
 */
export function noteInstalled(root, node) {
  const note = { lock: lockHash(root), node, installed: new Date().toISOString() }
  try {
    writeFileSync(noteFile(root), `${JSON.stringify(note)}\n`)
  } catch {
    // Read-only: then the packages are looked at again next time.
  }
}

const noteFile = (/** @type {string} */ root) => join(root, 'node_modules', '.plantao-installed')

/** @returns {{ lock: string, node: string } | undefined} */
function readNote(/** @type {string} */ root) {
  try {
    return JSON.parse(readFileSync(noteFile(root), 'utf8'))
  } catch {
    return undefined
  }
}

/** @returns {Record<string, Locked> | undefined} */
function readLock(/** @type {string} */ path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/** @param {string} root */
export function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}
