import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ROOT } from './compose-file.ts'

const soon = { timeout: 50_000, interval: 20 }
let folder: string
let programs: string
/** Where the programs of the test write what became of them. */
let notes: string

/** A program of the container that begins, and tidies up when asked to end. */
const LONG =
  '#!/bin/sh\ntrap \'echo "$0 tidied" >> "$NOTES"; exit 143\' TERM\necho "$0 began" >> "$NOTES"\nsleep 600 &\nwait\n'

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plantao-stopping-'))
  programs = join(folder, 'bin')
  notes = join(folder, 'notes')
  await mkdir(programs)
  const make = async (name: string, text: string) => {
    await writeFile(join(programs, name), text)
    await chmod(join(programs, name), 0o755)
  }
  await make('certbot', LONG)
  await make('plantao', `#!/bin/sh\n[ "$1" = backup ] || exit 0\n${LONG}`)
  await make('openssl', '#!/bin/sh\nfor last; do :; done\necho a certificate > "$last"\n')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a script as a container would, until the named program began; then asks it to end. */
async function endingOf(script: string, program: string, env: Record<string, string>): Promise<unknown> {
  await rm(notes, { force: true })
  const PATH = [programs, process.env.PATH ?? ''].join(delimiter)
  const child = spawn('sh', [join(ROOT, 'infra/compose', script)], { env: { PATH, NOTES: notes, ...env } })
  const ended = once(child, 'exit')
  const said = async () => (existsSync(notes) ? readFile(notes, 'utf8') : '')
  await vi.waitFor(async () => expect(await said()).toContain(`${program} began`), soon)
  child.kill('SIGTERM')
  const [code] = await ended
  return [code, (await said()).includes(`${program} tidied`)]
}

describe('a container that is asked to stop', () => {
  it('ends in the middle of a backup, which tidies up', async () => {
    const env = { BACKUP_DIR: folder, BACKUP_RECIPIENT: 'age1test', BACKUP_HOUR_UTC: '0' }
    expect(await endingOf('backup.sh', 'plantao', env)).toEqual([0, true])
  })

  it('ends in the middle of asking for a certificate', async () => {
    const env = { LIVE: join(folder, 'live'), PLANTAO_DOMAIN: 'x.example', ACME_EMAIL: 'x@x.example' }
    expect(await endingOf('certificates.sh', 'certbot', { ...env, NGINX_STARTS_SECONDS: '0' })).toEqual([
      0,
      true,
    ])
  })
})
