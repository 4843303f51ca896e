import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../infra/testing/database/database.ts'
import { makeConversation, makeTenant, type TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { receiveMessage, receiveOwn } from './receive.ts'

let database: TestDatabase
let db: Database
let tenant: TestTenant
const clock = { now: () => new Date('2026-11-23T12:00:00Z') }
const debounce = { completeMs: 1200, fragmentMs: 2500, capMs: 6000 }
const text = (words: string) => ({ kind: 'text' as const, text: words, media: null })

beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ url: roleUrl(database.url, 'plantao_app'), clock })
  tenant = await makeTenant(db)
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

type Scene = {
  who: 'person' | 'customer'
  thread: 'kept' | 'left'
  statementsBefore: [other: number, merging: number]
}
let scenes = 0

/**
 * A customer known by phone and, in a younger thread, by a LID. Beside the bubble that names both comes another event of
 * one of them; both ride in one transaction, each some statements into it.
 */
async function play({ who, thread, statementsBefore: [before, beforeMerging] }: Scene) {
  const n = ++scenes
  const made = [await makeConversation(db, tenant), await makeConversation(db, tenant)]
  const [kept, left] = made.sort((a, b) => a.contactId.localeCompare(b.contactId))
  const threads = { kept: kept!, left: left! }
  const names = { kept: `phone:55319${10_000_000 + n}`, left: `lid:9000${n}` }
  await db.tenant(tenant.tenantId, async (tx) => {
    for (const side of ['kept', 'left'] as const)
      await tx.query('insert into contact_identity (tenant_id, identity, contact_id) values ($1, $2, $3)', [
        tx.tenantId,
        names[side],
        threads[side].contactId,
      ])
  })
  const context = {
    instanceId: tenant.instanceId,
    traceId: 't',
    settings: async () => ({ debounce, readsImages: false }),
  }
  const peer = (identities: string[]) => ({ identities, phone: null, jid: `9000${n}@lid`, name: null })
  const after = async (tx: TenantTx, statements: number, act: () => Promise<unknown>) => {
    for (let i = 0; i < statements; i++) await tx.query('select 1')
    await act()
  }
  const at = clock.now()
  const other = { waId: `other-${n}`, peer: peer([names[thread]]), at, content: text('qual o preço do pão?') }
  const merging = { waId: `both-${n}`, peer: peer([names.kept, names.left]), at, content: text('oi') }
  await Promise.all([
    // Under way already, so that the two leave together.
    db.together(tenant.tenantId, (tx) => tx.query('select 1')),
    db.together(tenant.tenantId, (tx) =>
      after(tx, before, () =>
        who === 'person'
          ? receiveOwn(tx, { type: 'from_me', ...other }, context)
          : receiveMessage(tx, { type: 'message', ...other }, context),
      ),
    ),
    db.together(tenant.tenantId, (tx) =>
      after(tx, beforeMerging, () => receiveMessage(tx, { type: 'message', ...merging }, context)),
    ),
  ])
  return db.tenant(tenant.tenantId, async (tx) => {
    const live = await tx.query<{ id: string; state: string; open: boolean; answered: number }>(
      `select id, state, turn_revision > answered_revision as open, answered_revision as answered from conversation
       where tenant_id = $1 and id = any ($2) and merged_into is null`,
      [tx.tenantId, [threads.kept.conversationId, threads.left.conversationId]],
    )
    const messages = await tx.query<{ id: string; thread: string; revision: number | null }>(
      'select wa_id as id, conversation_id as thread, turn_revision as revision from message where tenant_id = $1 and wa_id = any ($2)',
      [tx.tenantId, [other.waId, merging.waId]],
    )
    return { live, messages, kept: threads.kept.conversationId }
  })
}

describe('an event beside the bubble that makes two threads one, in one transaction', () => {
  it.each([
    ['a person on the younger thread', 'person', 'left'],
    ['a person on the older thread', 'person', 'kept'],
    ['a bubble of the younger thread', 'customer', 'left'],
    ['a bubble of the older thread', 'customer', 'kept'],
  ] as const)('keeps %s, however far each has come', async (_name, who, thread) => {
    for (const other of [0, 1, 2, 4])
      for (const merging of [0, 1, 2, 4]) {
        const { live, messages, kept } = await play({ who, thread, statementsBefore: [other, merging] })
        const bubbles = who === 'customer' ? messages : messages.filter(({ id }) => id.startsWith('both'))
        expect({
          threads: live.map(({ id, state, open }) => ({ id, state, open })),
          strayed: messages.filter((one) => one.thread !== kept),
          unanswered: bubbles.filter(({ revision }) => !(revision! > live[0]!.answered)),
          stored: messages.length,
        }).toEqual({
          threads: [{ id: kept, state: who === 'person' ? 'human_replied' : 'ai_active', open: true }],
          strayed: [],
          unanswered: [],
          stored: 2,
        })
      }
  })
})
