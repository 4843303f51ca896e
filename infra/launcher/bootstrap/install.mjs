import { fail, say } from './fail.mjs'
import { fetchNode, findNode } from './node.mjs'
import { findNpm, INSTALL, npm } from './npm.mjs'
import { explainNpm, isNoNetwork, noNetwork } from './npm-failures.mjs'
import { noteInstalled } from './packages.mjs'

/** One small question to the registry, answered or refused within seconds. */
const ASK = ['view', 'npm', 'version', '--fetch-retries=0', '--fetch-timeout=10000', '--workspaces=false']

/**
 * Fetches a Node that is wanted when this machine has none, then installs the packages under it.
 * @param {string} root
 * @param {string} tools folder of what we fetch
 */
export async function install(root, tools) {
  const cli = findNpm(process.env, process.execPath)
  if (!cli) {
    return fail({
      en: "npm was not found; it comes with Node (https://nodejs.org; on Debian and Ubuntu: apt install npm). yarn and pnpm cannot install this: its lock file is npm's.",
      pt: 'O npm não foi encontrado; ele vem com o Node (https://nodejs.org; no Debian e no Ubuntu: apt install npm). yarn e pnpm não conseguem instalar: o arquivo de travas é do npm.',
    })
  }
  const asked = await npm({ node: process.execPath, cli }, ASK, { cwd: root, quiet: true })
  const offline = !asked.ok && isNoNetwork(asked.words)
  if (offline)
    say({
      en: 'The registry does not answer; trying with what npm kept from earlier …',
      pt: 'O registro não responde; tentando com o que o npm guardou …',
    })
  const where = offline ? ['--offline'] : []
  const failed = (/** @type {string} */ words) => (offline ? noNetwork(asked.words) : explainNpm(words, root))
  const found = findNode(tools, cli)
  const tool = found ?? (await fetchNode(tools, cli, where, failed))
  say({
    en: 'Installing packages (npm ci, about 300 MB to download; a minute or two the first time) …',
    pt: 'Instalando pacotes (npm ci, cerca de 300 MB para baixar; um ou dois minutos na primeira vez) …',
  })
  const done = await npm({ node: tool.node, cli: tool.cli ?? cli }, [...INSTALL, ...where], {
    cwd: root,
    quiet: offline,
  })
  if (!done.ok) {
    fail(
      failed(done.words) ?? {
        en: `npm ci failed (${done.how}); its words stand above.`,
        pt: `npm ci falhou (${done.how}); as palavras dele estão acima.`,
      },
    )
  }
  noteInstalled(root, tool.version)
  return tool.node
}
