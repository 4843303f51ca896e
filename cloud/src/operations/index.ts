import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { settingFaults } from '../platform/environment.ts'
import { migrate } from '../platform/migrate.ts'
import { SettingsError } from '../platform/settings/faults.ts'
import { createTombstones } from '../whatsapp/index.ts'
import { s3OffSite } from './adapters/s3.off-site.ts'
import { backUp } from './backup.ts'
import { deadJobs } from './dead-jobs.ts'
import { examine } from './doctor.ts'
import { clearErased } from './evolution-erased.ts'
import { trimEvolution } from './evolution-messages.ts'
import { tidyingUp } from './leftovers.ts'
import { mails } from './mails.ts'
import type { OffSite } from './off-site.port.ts'
import { payments } from './payments.ts'
import { promises } from './promises.ts'
import { restore } from './restore.ts'
import type { Variables } from './settings.ts'
import { makeTenant, rotateSecret } from './tenants.ts'

/** A command of `plantao`: what it is for, and what it does. Answers the process's exit code. */
type Command = {
  usage: string
  does: string
  run: (args: string[], variables: Variables, say: (line: string) => void) => Promise<number>
}

/** A word on the command line that is missing or wrong; shown without a stack. */
export class UsageError extends Error {}

export const COMMANDS: Record<string, Command> = {
  doctor: {
    usage: 'doctor',
    does: 'looks at every setting and dependency and says what to do',
    run: async (_args, variables, say) => {
      const { healthy, report } = await examine(variables, s3OffSite)
      say(report)
      return healthy ? 0 : 1
    },
  },
  migrate: {
    usage: 'migrate',
    does: 'brings the database to the newest schema',
    run: async (_args, variables, say) => {
      // Under Compose all processes wait for this one: it is where an operator is told what they would not start with.
      const faults = variables.PUBLIC_URL ? settingFaults(variables) : []
      if (faults.length > 0) throw new SettingsError(faults)
      await migrate(needed(variables, 'DATABASE_URL'))
      say('The schema is up to date.')
      return 0
    },
  },
  'backup-key': {
    usage: 'backup-key',
    does: 'makes a key pair for backups; the secret half must not stay on this machine',
    run: async (_args, _variables, say) => {
      const identity = await generateX25519Identity()
      say(`BACKUP_RECIPIENT=${await identityToRecipient(identity)}`)
      say(`\nKeep this where the server cannot reach it; without it no backup can be opened:\n${identity}`)
      return 0
    },
  },
  backup: {
    usage: 'backup',
    does: 'dumps, encrypts, rotates, and sends a copy away when a bucket is set',
    run: async (_args, variables, say) => {
      const offSite = bucketOf(variables)
      const to = variables.BACKUP_DIR || join(variables.DATA_DIR || '.data', 'backups')
      const options = {
        databaseUrl: needed(variables, 'BACKUP_DATABASE_URL'),
        ...(variables.EVOLUTION_DATABASE_URL
          ? { evolutionDatabaseUrl: variables.EVOLUTION_DATABASE_URL }
          : {}),
        folders: foldersOf(variables),
        to,
        recipient: needed(variables, 'BACKUP_RECIPIENT'),
        ...(offSite ? { offSite } : {}),
        now: new Date(),
      }
      const { file, bytes, removed } = await tidyingUp(to, () => backUp(options))
      say(
        `${file} (${(bytes / 1e6).toFixed(1)} MB${offSite ? ', sent away' : ''}), ${removed.length} old ones removed`,
      )
      return 0
    },
  },
  restore: {
    usage: 'restore FILE --identity IDENTITY-FILE',
    does: 'brings a backup into an empty database and checks the counts',
    run: async (args, variables, say) => {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { identity: { type: 'string' } },
      })
      const file = positionals[0]
      if (!file || !values.identity) throw new UsageError('restore needs a file and --identity')
      const options = {
        file,
        identity: await readIdentity(values.identity),
        databaseUrl: needed(variables, 'DATABASE_URL'),
        adminUrl: needed(variables, 'BACKUP_DATABASE_URL'),
        ...(variables.EVOLUTION_DATABASE_URL
          ? { evolutionDatabaseUrl: variables.EVOLUTION_DATABASE_URL }
          : {}),
        folders: Object.fromEntries(foldersOf(variables).map((folder) => [nameOf(folder), folder])),
      }
      const counts = await tidyingUp(tmpdir(), () => restore(options))
      const rows = Object.values(counts).reduce((sum, n) => sum + n, 0)
      say(`Restored ${rows} rows in ${Object.keys(counts).length} tables; every count is the backup's.`)
      return 0
    },
  },
  'dead-jobs': {
    usage: 'dead-jobs [--retry ID|all]',
    does: 'shows jobs that failed for good, of every company; --retry runs them again',
    run: (args, variables, say) => deadJobs(args, needed(variables, 'DATABASE_URL'), say),
  },
  promises: {
    usage: 'promises',
    does: 'shows when what is promised by the clock was last done: retention, ledger, dunning, payments',
    run: (_args, variables, say) => promises(needed(variables, 'DATABASE_URL'), say),
  },
  payments: {
    usage: 'payments',
    does: 'shows payments of somebody unknown, refunds by hand and disputes, of thirty days',
    run: (_args, variables, say) => payments(needed(variables, 'DATABASE_URL'), say),
  },
  mails: {
    usage: 'mails [--again ID|all]',
    does: 'shows mails that could not be delivered, of every company; --again sends them again',
    run: (args, variables, say) => mails(args, needed(variables, 'DATABASE_URL'), say),
  },
  'trim-evolution': {
    usage: 'trim-evolution',
    does: 'deletes what Evolution keeps of messages older than 30 days, and of people who were erased',
    run: async (_args, variables, say) => {
      const evolutionUrl = needed(variables, 'EVOLUTION_DATABASE_URL')
      const old = await trimEvolution(evolutionUrl, new Date())
      say(`${old} old messages deleted from Evolution's database.`)
      const secret = variables.ERASURE_SECRET || variables.JWT_SECRET
      if (!secret) throw new UsageError('ERASURE_SECRET is not set: nobody can tell who was erased.')
      const gone = await clearErased({
        databaseUrl: needed(variables, 'BACKUP_DATABASE_URL'),
        evolutionUrl,
        tombstones: createTombstones(secret),
        now: new Date(),
      })
      say(`${gone} messages of erased people deleted from it.`)
      return 0
    },
  },
  'create-tenant': {
    usage: 'create-tenant --name NAME --slug SLUG --email EMAIL --owner NAME',
    does: 'makes a company and its owner; the password is shown once and must be changed',
    run: makeTenant,
  },
  'rotate-secret': {
    usage: 'rotate-secret SLUG',
    does: "gives a company's WhatsApp instance a new webhook secret; events on their way still pass",
    run: rotateSecret,
  },
}

/** The value of a variable that a command cannot do without. */
export function needed(variables: Variables, name: string): string {
  const value = variables[name]
  if (!value) throw new UsageError(`${name} is not set.`)
  return value
}

function foldersOf({ DATA_DIR, EVOLUTION_DIR }: Variables): string[] {
  return [join(DATA_DIR || '.data', 'media'), ...(EVOLUTION_DIR ? [EVOLUTION_DIR] : [])]
}

function nameOf(folder: string): string {
  return folder.split('/').findLast(Boolean) ?? folder
}

async function readIdentity(path: string): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  const found = /AGE-SECRET-KEY-1[0-9A-Z]+/.exec(await readFile(path, 'utf8'))?.[0]
  if (!found) throw new UsageError(`${path} holds no age identity (AGE-SECRET-KEY-1…).`)
  return found
}

function bucketOf(variables: Variables): OffSite | undefined {
  const { BACKUP_S3_BUCKET: bucket, BACKUP_S3_ENDPOINT: endpoint, BACKUP_S3_REGION: region } = variables
  if (!bucket) return undefined
  return s3OffSite({
    bucket,
    ...(endpoint ? { endpoint } : {}),
    ...(region ? { region } : {}),
    accessKeyId: needed(variables, 'BACKUP_S3_ACCESS_KEY_ID'),
    secretAccessKey: needed(variables, 'BACKUP_S3_SECRET_ACCESS_KEY'),
  })
}
