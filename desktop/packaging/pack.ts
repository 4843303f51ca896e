import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { Arch, build, DIR_TARGET, Platform } from 'electron-builder'
import { installersFor, PROJECT } from './installers.ts'

// Makes installers of dist/app for this system, or for those named: `pack.ts [--dir] [--linux] [--win] [--mac] [--arm64]`.
// `--dir` stops at the unpacked program, which needs nothing from the network where an Electron is at hand.
const { values: asked } = parseArgs({
  options: Object.fromEntries(
    ['dir', 'linux', 'win', 'mac', 'x64', 'arm64'].map((name) => [name, { type: 'boolean' as const }]),
  ),
})
const cloudUrl = new URL(process.env.PLANTAO_CLOUD_URL ?? 'http://127.0.0.1:8000').origin
const systems = { linux: Platform.LINUX, win: Platform.WINDOWS, mac: Platform.MAC }
const named = Object.entries(systems).flatMap(([name, system]) => (asked[name] ? [system] : []))
const chips = (['x64', 'arm64'] as const).filter((name) => asked[name]).map((name) => Arch[name])

const here = electronAtHand()
const manifest = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as {
  devDependencies: { electron: string }
}
const { electron: pinned } = manifest.devDependencies
const electronVersion = here
  ? (await readFile(join(here, 'version'), 'utf8')).trim().replace(/^v/, '')
  : pinned
if (electronVersion !== pinned) {
  console.warn(
    `Packing Electron ${electronVersion} from ${here}, not ${pinned}: good for trying, not for shipping.`,
  )
}
console.log(`Installers for ${cloudUrl}`)

const targets = new Map(
  (named.length > 0 ? named : [Platform.current()]).flatMap((system) => [
    ...system.createTarget(asked.dir ? DIR_TARGET : null, ...chips),
  ]),
)
await build({
  targets,
  projectDir: PROJECT,
  publish: 'never',
  config: installersFor({ cloudUrl, electronVersion, ...(here ? { electronDist: here } : {}) }),
})

/** The Electron named by the variable its own starter reads; one for another system is of no use. */
function electronAtHand(): string | undefined {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!given) return undefined
  if (existsSync(join(given, 'version'))) return given
  console.error(`ELECTRON_OVERRIDE_DIST_PATH (${given}) holds no Electron`)
  process.exit(1)
}
