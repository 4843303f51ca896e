import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../../cloud/src/platform/migrate.ts'
import { serverAccount } from '../../postgres/account.ts'
import { openHome, saveKeys } from '../../postgres/home.ts'
import { discardPostgres, startPostgres } from '../../postgres/start-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** DATA_DIR of a stopped server with every migration, to begin houses from. */
    clusterTemplate: string
  }
}

/** Makes a PostgreSQL with the product's database, migrated and empty, and stops it. `discard` removes it. */
export async function makeClusterTemplate(): Promise<{ dataDir: string; discard: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-template-'))
  const server = await startPostgres({ dataDir, durable: false })
  try {
    await migrate(server.url)
  } finally {
    await server.stop()
  }
  return {
    dataDir,
    discard: async () => {
      await discardPostgres(dataDir)
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Global setup of the projects that start whole houses. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { dataDir, discard } = await makeClusterTemplate()
  project.provide('clusterTemplate', dataDir)
  return discard
}

/** Gives a new DATA_DIR the template's server: whoever starts PostgreSQL there finds the schema. */
export async function copyCluster(template: string, dataDir: string): Promise<void> {
  const account = await serverAccount()
  const [from, to] = [await openHome(template, account), await openHome(dataDir, account)]
  const { superuserPassword, ownerPassword } = from.keys
  await saveKeys(to.dataDir, { id: to.keys.id, superuserPassword, ownerPassword })
  if (process.platform === 'win32') await cp(from.data, to.data, { recursive: true })
  // A thousand small files with their owners: the system's own program takes a tenth of the time.
  else await promisify(execFile)('cp', ['-Rp', from.data, to.data])
}
