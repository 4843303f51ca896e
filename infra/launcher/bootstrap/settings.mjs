import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What the command will be told, read the way it reads it: `.env` beside package.json, the process wins, empty is unset.
 * The few settings looked at before the installation are plain words, so one line is one setting.
 * @param {string} root
 * @param {Record<string, string | undefined>} env
 * @returns {Record<string, string>}
 */
export function readSettings(root, env) {
  const given = { ...fromFile(join(root, '.env')), ...env }
  /** @type {Record<string, string>} */
  const settings = {}
  for (const [name, value] of Object.entries(given)) if (value) settings[name] = value
  return settings
}

/** @param {string} path */
function fromFile(path) {
  /** @type {Record<string, string>} */
  const found = {}
  let text = ''
  try {
    text = readFileSync(path, 'utf8')
  } catch {
    // None there, or closed to us: the command itself says so when it matters.
  }
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = /^\s*(?:export\s+)?(\w+)\s*=\s*(.*?)\s*$/.exec(line) ?? []
    if (name && value !== undefined) found[name] = value.replace(/^(["'])(.*)\1$/, '$2')
  }
  return found
}
