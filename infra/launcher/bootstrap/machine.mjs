import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join, resolve } from 'node:path'

/** The oldest glibc that Node 24's builds run on. */
const OLDEST_GLIBC = [2, 28]

/**
 * What of this machine decides whether we can run at all.
 * @typedef {{ platform: string, node: string, glibc: string | undefined, named: boolean }} Machine
 */

/** @returns {Machine} */
export function lookAtMachine() {
  return {
    platform: process.platform,
    node: process.version,
    glibc: process.platform === 'linux' ? glibcVersion() : undefined,
    named: hasName(),
  }
}

/**
 * Why this machine cannot run a command; undefined when nothing is known against it.
 * @param {Machine} machine
 * @param {{ database: boolean }} needs `database`: a PostgreSQL of ours has to run, and be made first
 * @returns {{ en: string, pt: string } | undefined}
 */
export function whyNotHere(machine, needs) {
  const major = Number.parseInt(machine.node.slice(1), 10)
  if (major < 18) {
    return {
      en: `Node 18 or newer is needed; this is ${machine.node}. Install one from https://nodejs.org.`,
      pt: `É preciso Node 18 ou mais novo; este é o ${machine.node}. Instale um de https://nodejs.org.`,
    }
  }
  if (machine.platform === 'linux' && !isRecentGlibc(machine.glibc)) {
    const found = machine.glibc ? `glibc ${machine.glibc}` : 'musl (Alpine)'
    return {
      en: `This system has ${found}; the builds of Node 24 and PostgreSQL that are used here need glibc 2.28 or newer. Use Debian 10, Ubuntu 20.04, RHEL 8 or newer; in a container, an image such as node:24-bookworm-slim.`,
      pt: `Este sistema tem ${found}; os programas do Node 24 e do PostgreSQL usados aqui precisam de glibc 2.28 ou mais nova. Use Debian 10, Ubuntu 20.04, RHEL 8 ou mais novo; em contêiner, uma imagem como node:24-bookworm-slim.`,
    }
  }
  if (needs.database && !machine.named) {
    const uid = process.getuid?.()
    return {
      en: `User number ${uid} has no name here (no line in /etc/passwd), and PostgreSQL makes no database for such a user. Run as a user with a name (docker run -u node), give the number one (docker run -v /etc/passwd:/etc/passwd:ro), or set DATABASE_URL to a server of yours.`,
      pt: `O usuário número ${uid} não tem nome aqui (nenhuma linha em /etc/passwd), e o PostgreSQL não cria banco para um usuário assim. Rode com um usuário que tenha nome (docker run -u node), dê um nome ao número (docker run -v /etc/passwd:/etc/passwd:ro) ou defina DATABASE_URL com um servidor seu.`,
    }
  }
  return undefined
}

/**
 * Whether a command will have to make a database: no address of another server, and none made before.
 * @param {string} root
 * @param {string} command
 * @param {Record<string, string>} settings
 */
export function makesDatabase(root, command, settings) {
  if (command !== 'start' && command !== 'dev') return true
  if (settings.DATABASE_URL) return false
  return !existsSync(join(resolve(root, settings.DATA_DIR ?? '.data'), 'postgres', 'data', 'PG_VERSION'))
}

/** @param {string | undefined} version */
function isRecentGlibc(version) {
  if (!version) return false
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = OLDEST_GLIBC
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** The C library's version by Node's own report; undefined where it is another library. */
function glibcVersion() {
  const { report } = process
  // The report would look up the names of open connections.
  Object.assign(report, { excludeNetwork: true })
  const { header } = /** @type {any} */ (report.getReport())
  return header.glibcVersionRuntime
}

function hasName() {
  try {
    return userInfo().username !== ''
  } catch {
    return false
  }
}
