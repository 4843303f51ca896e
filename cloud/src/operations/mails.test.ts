import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { queueMail } from '../mail/index.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { mails } from './mails.ts'

let database: TestDatabase
let db: Database
const tenants: TestTenant[] = []
const ids: string[] = []
beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => new Date() } })
  for (const key of ['one', 'two']) {
    const tenant = await makeTenant(db)
    tenants.push(tenant)
    ids.push(await failed(tenant, key))
  }
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const failed = ({ tenantId }: TestTenant, key: string) =>
  db.tenant(tenantId, async (tx) => {
    const to = `${key}@nao-existe.example`
    const facts = { company: 'Padaria' }
    const id = await queueMail(tx, { key, template: 'payment_recovered', to, language: 'pt', facts })
    await tx.query("update mail set status = 'failed', failure = 'refused for good (550)' where id = $1", [
      id,
    ])
    return id!
  })
const status = ({ tenantId }: TestTenant) =>
  db.tenant(tenantId, async (tx) => {
    const rows = await tx.query<{ status: string }>('select status from mail where tenant_id = $1', [
      tenantId,
    ])
    return rows.map((row) => row.status)
  })
async function plantao(...args: string[]): Promise<{ code: number; said: string }> {
  const lines: string[] = []
  const code = await mails(args, database.url, (line) => lines.push(line))
  return { code, said: lines.join('\n') }
}

it('lists what failed of every company, without an address, and sends one or all again', async () => {
  const listed = await plantao()
  expect(listed.code).toBe(0)
  for (const part of [...ids, ...tenants.map(({ tenantId }) => tenantId), 'payment_recovered', '(550)'])
    expect(listed.said).toContain(part)
  expect(listed.said).not.toContain('@')
  expect((await plantao('--again', 'x')).code).toBe(2)
  expect(await plantao('--again', ids[0]!)).toEqual({ code: 0, said: '1 mail is sent again.' })
  expect([await status(tenants[0]!), await status(tenants[1]!)]).toEqual([['queued'], ['failed']])
  expect((await plantao('--again', ids[0]!)).code).toBe(1)
  expect((await plantao('--again', 'all')).said).toBe('1 mail is sent again.')
  expect((await plantao()).said).toBe('No mail has failed for good.')
})
