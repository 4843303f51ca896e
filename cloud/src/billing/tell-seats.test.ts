import { afterAll, beforeAll, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { createTenant } from '../accounts/index.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import { seatMails, tellSeatsTask } from './tell-seats.task.ts'

let database: TestDatabase
let db: Database
let tenantId: string
let now = new Date('2026-11-24T12:00:00Z')
const person = (email: string) => ({ email, name: 'Ana', password: 'uma-senha-longa', mustChange: false })
const run = () => tellSeatsTask({ db })()

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock: { now: () => now } })
  const made = await createTenant(db, {
    name: 'Padaria',
    slug: 'padaria',
    owner: person('dona@padaria.example'),
    attendants: [1, 2, 3, 4, 5].map((n) => person(`a${n}@padaria.example`)),
  })
  tenantId = made.tenantId
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const toPlan = (plan: string) =>
  db.tenant(tenantId, (tx) =>
    tx.query('update subscription set plan = $2 where tenant_id = $1', [tenantId, plan]),
  )
const told = () =>
  db.tenant(tenantId, (tx) =>
    tx.query<{ recipient: string; params: object }>(
      "select recipient, params from mail where tenant_id = $1 and template = 'seats_over' order by id",
      [tenantId],
    ),
  )

it('tells the owners that the team is larger than the plan: once a month, not while it fits', async () => {
  // Six places, five attendants.
  await toPlan('professional')
  await run()
  expect(await told()).toEqual([])
  await toPlan('essential')
  await run()
  await run()
  const facts = { name: 'Ana', company: 'Padaria', attendants: 5, limit: 2, plan: 'essential' }
  expect(await told()).toEqual([{ recipient: 'dona@padaria.example', params: facts }])
  now = new Date('2026-12-02T12:00:00Z')
  await run()
  expect(await told()).toHaveLength(2)
})

it('cuts nobody off, and sends nothing that was mended meanwhile', async () => {
  const members = await db.tenant(tenantId, (tx) =>
    tx.query('select from member where tenant_id = $1 and removed_at is null', [tenantId]),
  )
  expect(members).toHaveLength(6)
  const leaving = () => seatMails(db).seats_over!(tenantId, {})
  expect(await leaving()).toEqual({ attendants: 5, limit: 2 })
  await toPlan('professional')
  expect(await leaving()).toBeNull()
})
