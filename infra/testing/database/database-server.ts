import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { discardPostgres, startPostgres } from '../../postgres/start-postgres.ts'
import { forgetTemplate } from './database-template.ts'
import { testEnvironment } from './environment.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: string
  }
}

/** One throw-away server for a whole vitest run; files get databases of their own from it by `testDatabase`. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (testEnvironment.databaseUrl) {
    await forgetTemplate(testEnvironment.databaseUrl)
    project.provide('databaseServer', testEnvironment.databaseUrl)
    return async () => undefined
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'plantao-test-'))
  const server = await startPostgres({ dataDir, durable: false, mayCreateDatabases: true })
  project.provide('databaseServer', server.url)
  return async () => {
    await server.stop()
    await discardPostgres(dataDir)
    await rm(dataDir, { recursive: true, force: true })
  }
}
