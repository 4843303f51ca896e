import { randomBytes } from 'node:crypto'
import { chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type SystemPostgres,
  startSystemPostgres,
  systemPostgres,
} from '../../../infra/testing/database/system-postgres.ts'
import { type S3ForTests, startS3ForTests } from '../../../infra/testing/parts/s3-for-tests.ts'
import { makeTenant } from '../../../infra/testing/scene/tenant.ts'
import { testWeb, tokenOf } from '../../../infra/testing/scene/web.ts'
import { createTenant } from '../accounts/index.ts'
import { conversationRoutes } from '../conversations/index.ts'
import { systemClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/database.ts'
import { migrate } from '../platform/migrate.ts'
import { roleUrl } from '../platform/roles.ts'
import { s3OffSite } from './adapters/s3.off-site.ts'
import { backUp } from './backup.ts'
import { backupName } from './backup-files.ts'
import { countRows } from './counts.ts'
import { restore } from './restore.ts'
import { withClient } from './with-client.ts'

const OWNER = { email: 'dona@backup.example', name: 'Dona', password: 'a-long-password', mustChange: false }
const root = process.getuid?.() === 0
const programs = systemPostgres()
if (!programs) console.warn('SKIPPED backup and restore: no PostgreSQL server package on this machine')

describe.skipIf(!programs)('a backup', () => {
  let folder: string
  let source: SystemPostgres
  let target: SystemPostgres
  let identity: string
  let s3: S3ForTests
  let made: { file: string; counts: Record<string, number>; ownerUrl: string }
  const name = 'ana'

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plantao-backup-'))
    identity = await generateX25519Identity()
    source = await startSystemPostgres(programs!)
    target = await startSystemPostgres(programs!)
    const ownerUrl = await source.emptyDatabase()
    await migrate(ownerUrl)
    const db = openDatabase({ url: roleUrl(ownerUrl, 'plantao_app'), clock: systemClock })
    await makeTenant(db)
    await createTenant(db, { name: 'Casa', slug: 'casa', owner: OWNER })
    await db.close()
    await mkdir(join(folder, 'media'))
    await mkdir(join(folder, 'volume'))
    if (root) await chown(join(folder, 'volume'), 1000, 1000)
    await writeFile(join(folder, 'media', name), randomBytes(100_000))
    s3 = await startS3ForTests('copies', 'tests')
    // Two of one day, a year ago: the earlier one is over.
    for (const hour of ['03', '04'])
      s3.objects.set(
        `/copies/backups/${backupName(new Date(`2025-11-24T${hour}:00:00Z`))}`,
        Buffer.from('old'),
      )
    const { file } = await backUp({
      offSite: s3OffSite({
        bucket: 'copies',
        endpoint: s3.endpoint,
        accessKeyId: 'tests',
        secretAccessKey: 'only here',
      }),
      databaseUrl: source.superuser('plantao'),
      folders: [join(folder, 'media'), join(folder, 'nothing-here')],
      to: join(folder, 'backups'),
      recipient: await identityToRecipient(identity),
      programs: { folder: programs! },
      now: new Date('2026-11-24T03:00:00Z'),
    })
    const counts = await withClient(source.superuser('plantao'), countRows)
    made = { file, counts, ownerUrl }
  })
  afterAll(async () => {
    await source?.stop()
    await target?.stop()
    await s3?.close()
    await rm(folder, { recursive: true, force: true })
  })

  it('lies in the bucket too, byte by byte, and what is over went from there', async () => {
    const kept = backupName(new Date('2025-11-24T04:00:00Z'))
    expect([...s3.objects.keys()]).toEqual([kept, basename(made.file)].map((one) => `/copies/backups/${one}`))
    expect(s3.objects.get(`/copies/backups/${basename(made.file)}`)).toEqual(await readFile(made.file))
  })

  it('is one file without a readable word in it, and leaves no work behind', async () => {
    expect(await readdir(join(folder, 'backups'))).toEqual(['plantao-2026-11-24T03-00-00Z.tar.age'])
    const bytes = await readFile(made.file)
    expect(bytes.includes('PGDMP')).toBe(false)
    expect(bytes.includes('dona@backup')).toBe(false)
  })

  it('opens for nobody else, and not when a byte was changed', async () => {
    const wrong = restoreWith({ identity: await generateX25519Identity() })
    await expect(wrong).rejects.toThrow()
    const bytes = await readFile(made.file)
    bytes[bytes.length - 100]! ^= 1
    const broken = join(folder, 'broken.age')
    await writeFile(broken, bytes)
    await expect(restoreWith({ file: broken })).rejects.toThrow()
  })

  it('comes back whole on another server: same counts, same media, and people sign in', async () => {
    const databaseUrl = await target.emptyDatabase()
    const counts = await restoreWith({ databaseUrl })
    // Restored by root, read by the cloud: files belong to whom the folder around them belongs.
    const { uid } = await stat(join(folder, 'volume', 'media', name))
    expect(uid).toBe(root ? 1000 : process.getuid?.())
    expect(counts).toEqual(made.counts)
    expect(counts.tenant).toBe(2)
    expect(await readFile(join(folder, 'volume', 'media', name))).toEqual(
      await readFile(join(folder, 'media', name)),
    )
    const web = testWeb(databaseUrl, { routes: (db) => conversationRoutes({ db }) })
    try {
      const authorization = `Bearer ${await tokenOf(web, OWNER.email, OWNER.password)}`
      const answer = await web.app.inject({ url: '/api/v1/conversations', headers: { authorization } })
      expect(answer.json()).toEqual({ items: [] })
    } finally {
      await web.app.close()
      await web.db.close()
    }
  })

  it('refuses a database with something in it', async () => {
    const databaseUrl = made.ownerUrl
    await expect(restoreWith({ databaseUrl, adminUrl: source.superuser('plantao') })).rejects.toThrow(/empty/)
  })

  it('sees every tenant or fails: a role bound by row-level security cannot make one', async () => {
    const recipient = await identityToRecipient(identity)
    const now = new Date('2026-11-25T03:00:00Z')
    const bound = backUp({
      databaseUrl: made.ownerUrl,
      folders: [],
      to: join(folder, 'backups'),
      recipient,
      programs: { folder: programs! },
      now,
    })
    await expect(bound).rejects.toThrow(/pg_dump/)
    expect(await readdir(join(folder, 'backups'))).toHaveLength(1)
  })

  function restoreWith(part: { file?: string; identity?: string; databaseUrl?: string; adminUrl?: string }) {
    return restore({
      file: made.file,
      identity,
      databaseUrl: made.ownerUrl.replace(/@.*/, '@127.0.0.1:1/plantao'),
      adminUrl: target.superuser(part.databaseUrl ? 'plantao' : 'postgres'),
      folders: { media: join(folder, 'volume', 'media') },
      programs: { folder: programs! },
      ...part,
    })
  }
})
