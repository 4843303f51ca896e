import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ROOT, readLauncherEnvironment } from './environment.ts'

// npm run dist: build the console and make installers of it (`-- --dir`: the unpacked program alone).
const { publicUrl, given } = readLauncherEnvironment()
const env = { ...process.env, PLANTAO_CLOUD_URL: given.PLANTAO_CLOUD_URL ?? publicUrl }
const steps = [['desktop/build-app.ts'], ['desktop/packaging/pack.ts', ...process.argv.slice(2)]]
for (const [file, ...words] of steps) {
  const done = spawnSync(process.execPath, [join(ROOT, file!), ...words], { env, stdio: 'inherit' })
  if (done.status !== 0) process.exit(done.status ?? 1)
}
