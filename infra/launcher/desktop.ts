import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT, readLauncherEnvironment } from './environment.ts'

// npm run desktop: build the console and open it against the running cloud.
if (process.getuid?.() === 0) {
  console.error('The console does not run as root: its sandbox needs an ordinary user.')
  process.exit(1)
}
const { publicUrl, given } = readLauncherEnvironment()
const env = { ...process.env, PLANTAO_CLOUD_URL: given.PLANTAO_CLOUD_URL ?? publicUrl }
const built = spawnSync(process.execPath, [join(ROOT, 'desktop/build-app.ts')], { env, stdio: 'inherit' })
if (built.status !== 0) process.exit(built.status ?? 1)
// Electron's own starter: fetches the program on first use, or takes it from ELECTRON_OVERRIDE_DIST_PATH.
const starter = join(ROOT, 'node_modules/electron/cli.js')
const words = [starter, join(ROOT, 'desktop/dist/app'), ...process.argv.slice(2)]
spawn(process.execPath, words, { env, stdio: 'inherit' }).once('exit', (code) => process.exit(code ?? 1))
