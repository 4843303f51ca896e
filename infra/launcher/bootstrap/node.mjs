import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, say } from './fail.mjs'
import { INSTALL, npm } from './npm.mjs'

/** @typedef {{ name: string, version: string, integrity: string }} Build */

/** Node 24, pinned with its checksum per platform, and the npm that installs under it. */
const BUILDS = /** @type {Record<string, Build>} */ (
  JSON.parse(readFileSync(new URL('node-builds.json', import.meta.url), 'utf8'))
)

/**
 * Whether a Node (as `process.version` says it) runs our code and suits every package: npm leaves out optional packages
 * whose `engines` it does not fit, among them programs that we need. Node 25 is left out by some.
 * @param {string} version
 */
export function isWanted(version) {
  const major = Number.parseInt(version.replace(/^v/, ''), 10)
  return major === 24 || major >= 26
}

/** Where a fetched Node lies, whether it is there or not; undefined when none is known for this platform. */
function placeOf(/** @type {string} */ tools) {
  const platform = `${process.platform}-${process.arch}`
  const build = BUILDS[platform]
  if (!build) return undefined
  const folder = join(tools, `node-${build.version}-${platform}`)
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const node = join(folder, 'node_modules', build.name, 'bin', program)
  return {
    build,
    version: `v${build.version}`,
    folder,
    node,
    cli: join(folder, 'node_modules/npm/bin/npm-cli.js'),
  }
}

/**
 * A Node that is wanted, with its npm: this machine's own when it suits, else the one fetched earlier.
 * @param {string} tools folder of what we fetch
 * @param {string | undefined} cli this machine's npm
 * @returns {{ node: string, version: string, cli: string | undefined } | undefined}
 */
export function findNode(tools, cli) {
  if (isWanted(process.version)) return { node: process.execPath, version: process.version, cli }
  const place = placeOf(tools)
  if (!place || !existsSync(place.node) || !existsSync(place.cli)) return undefined
  return runs(place.node) === '' ? place : undefined
}

/**
 * Fetches Node 24 and its npm with this machine's npm, checked against their checksums, whole or not at all.
 * @param {string} tools folder of what we fetch
 * @param {string} cli this machine's npm
 * @param {string[]} words further words for npm
 * @param {(said: string) => { en: string, pt: string } | undefined} explain what to say when npm failed
 */
export async function fetchNode(tools, cli, words, explain) {
  const place = placeOf(tools)
  if (!place) {
    const platform = `${process.platform}-${process.arch}`
    return fail({
      en: `Node 24 is needed; this is ${process.version}, and there is no build to fetch for ${platform}. Install Node 24 from https://nodejs.org and start again.`,
      pt: `É preciso Node 24; este é o ${process.version}, e não há programa para baixar para ${platform}. Instale o Node 24 de https://nodejs.org e comece de novo.`,
    })
  }
  const { build, folder } = place
  say({
    en: `Fetching Node ${build.version} (about 50 MB; this machine has ${process.version}) …`,
    pt: `Baixando o Node ${build.version} (cerca de 50 MB; esta máquina tem o ${process.version}) …`,
  })
  rmSync(folder, { recursive: true, force: true })
  const draft = `${folder}.draft`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { recursive: true })
  writeProject(draft, [build, BUILDS.npm])
  const quiet = words.length > 0
  const done = await npm({ node: process.execPath, cli }, [...INSTALL, ...words], { cwd: draft, quiet })
  if (!done.ok) {
    rmSync(draft, { recursive: true, force: true })
    const fallback = {
      en: `Node 24 could not be fetched (npm: ${done.how}; its words stand above). Install Node 24 from https://nodejs.org and start again.`,
      pt: `Não foi possível baixar o Node 24 (npm: ${done.how}; as palavras dele estão acima). Instale o Node 24 de https://nodejs.org e comece de novo.`,
    }
    return fail(explain(done.words) ?? fallback)
  }
  renameSync(draft, folder)
  const refusal = runs(place.node)
  if (refusal === '') return place
  return fail({
    en: `Node 24 was fetched but does not run from ${folder} (${refusal}). Is the disk mounted noexec? Move the repository, or install Node 24 from https://nodejs.org.`,
    pt: `O Node 24 foi baixado, mas não roda em ${folder} (${refusal}). O disco está montado com noexec? Mova o repositório ou instale o Node 24 de https://nodejs.org.`,
  })
}

/** Why a Node does not run; '' when it does and is a wanted one. */
function runs(/** @type {string} */ node) {
  const said = spawnSync(node, ['--version'], { encoding: 'utf8', windowsHide: true })
  if (said.status === 0 && isWanted(said.stdout)) return ''
  return said.error?.message ?? (said.stderr.trim().split('\n')[0] || `exit ${said.status ?? said.signal}`)
}

/** A project of these packages alone, with a lock file, so that npm checks what it downloads. */
function writeProject(/** @type {string} */ folder, /** @type {(Build | undefined)[]} */ builds) {
  const wanted = builds.filter((build) => build !== undefined)
  const dependencies = Object.fromEntries(wanted.map(({ name, version }) => [name, version]))
  const name = 'plantao-node'
  const packages = Object.fromEntries(
    wanted.map(({ name, version, integrity }) => [`node_modules/${name}`, { version, integrity }]),
  )
  const lock = {
    name,
    lockfileVersion: 3,
    requires: true,
    packages: { '': { name, dependencies }, ...packages },
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, private: true, dependencies }))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
}
