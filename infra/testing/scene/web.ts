import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import {
  type Accounts,
  accountRoutes,
  attemptsInMemory,
  type BuyerCookie,
  buyerCookie,
  cameFrom,
  createAccounts,
  firstMailRoutes,
  keysFrom,
  teamRoutes,
} from '../../../cloud/src/accounts/index.ts'
import { attendantsLimit } from '../../../cloud/src/billing/index.ts'
import { botSettingsRoutes } from '../../../cloud/src/bot-settings/index.ts'
import { systemClock } from '../../../cloud/src/platform/clock.ts'
import { type Database, openDatabase } from '../../../cloud/src/platform/database.ts'
import { createReadiness } from '../../../cloud/src/platform/health.ts'
import type { BoundRoute } from '../../../cloud/src/platform/http/bind.ts'
import { countsInMemory } from '../../../cloud/src/platform/http/call-counts.ts'
import { createLogger } from '../../../cloud/src/platform/logging.ts'
import { createMetrics } from '../../../cloud/src/platform/metrics.ts'
import { roleUrl } from '../../../cloud/src/platform/roles.ts'
import { buildWeb, type WebOptions } from '../../../cloud/src/web.ts'
import { suiteLog } from '../suite-log/suite-log.ts'

export type TestWeb = { app: FastifyInstance; db: Database; accounts: Accounts; revoked: string[] }

/** No page is built here. */
const NOTHING = fileURLToPath(new URL('../nothing-built-here/', import.meta.url))

/**
 * The web server of a test, not listening: accounts and bot settings on a real database.
 * @param ownerUrl a test database's
 * @param more further routes, made with the same database, and options to replace
 */
export function testWeb(
  ownerUrl: string,
  more: {
    routes?: (db: Database) => BoundRoute[]
    options?: Partial<WebOptions>
    publicUrl?: string
    /** As checkout keeps it. */
    buyers?: BuyerCookie
    onFamilyRevoked?: (familyId: string) => void
  } = {},
): TestWeb {
  const publicUrl = more.publicUrl ?? 'http://127.0.0.1'
  const db = openDatabase({ url: roleUrl(ownerUrl, 'plantao_app'), clock: systemClock })
  const revoked: string[] = []
  const accounts = createAccounts({
    db,
    clock: systemClock,
    secret: 'a secret of tests only, long enough',
    attempts: attemptsInMemory(systemClock),
    attendantsLimit,
    onFamilyRevoked: (family) => {
      revoked.push(family)
      more.onFamilyRevoked?.(family)
    },
  })
  const buyers = more.buyers ?? buyerCookie(keysFrom('a secret of tests').buyer, publicUrl)
  const app = buildWeb({
    routes: [
      ...accountRoutes(accounts, publicUrl),
      ...teamRoutes(accounts, publicUrl),
      ...firstMailRoutes(accounts, buyers, publicUrl),
      ...botSettingsRoutes({ db }),
      ...(more.routes?.(db) ?? []),
    ],
    authenticate: accounts.authenticate,
    memberOf: accounts.memberOf,
    cameFrom: cameFrom(accounts),
    ready: createReadiness({ postgres: () => db.lookup('select 1') }),
    metrics: createMetrics(),
    log: createLogger({ level: 'debug' }, suiteLog),
    publicUrl,
    counts: countsInMemory(systemClock),
    trustProxy: ['loopback'],
    pages: { site: NOTHING, console: `${NOTHING}console/`, publicUrl, demo: false },
    ...more.options,
  })
  return { app, db, accounts, revoked }
}

/** An access token for someone whose password is known. */
export async function tokenOf({ accounts }: TestWeb, email: string, password: string): Promise<string> {
  const { answer } = await accounts.signIn({ email, password, client: 'desktop', address: '192.0.2.1' })
  return answer.accessToken
}
