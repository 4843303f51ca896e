import pg from 'pg'
import { standOf } from '../../cloud/src/platform/migrate.ts'
import { Told } from '../language/told.ts'

/**
 * Refuses a database that a newer checkout has migrated, before anything of this one writes to it. A cloud that is rolled
 * back on purpose works with such a database; whoever types `npm start` in an old folder did not mean to.
 * @param databaseUrl the owner's connection
 */
export async function refuseNewerSchema(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const last = (await standOf(client)).unknown.at(-1)
    if (last) throw new Told(newerSchema(last))
  } finally {
    await client.end()
  }
}

/** What the reader is told; `last` is the newest migration that this checkout does not have. */
function newerSchema(last: string) {
  return {
    en: `The database was migrated by a newer version of Plantão (${last} is not known here). Update this checkout (git pull), or use another DATA_DIR or DATABASE_URL.`,
    pt: `O banco foi migrado por uma versão mais nova do Plantão (${last} não existe aqui). Atualize esta cópia (git pull) ou use outro DATA_DIR ou DATABASE_URL.`,
  }
}
