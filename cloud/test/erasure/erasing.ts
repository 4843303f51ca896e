import { type BotSettings, DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import type { TestTenant } from '../../../infra/testing/scene/tenant.ts'
import { receiveTask } from '../../src/conversations/index.ts'
import type { Database } from '../../src/platform/database.ts'
import { uuidv7 } from '../../src/platform/uuid.ts'
import { beginErasure } from '../../src/privacy/begin-erasure.ts'
import { createEraseFound, eraseContactTask } from '../../src/privacy/index.ts'
import { countTask, createTombstones } from '../../src/whatsapp/index.ts'

export const tombstones = createTombstones('of this test')
const eraseFound = createEraseFound(tombstones)
export const OWN = '5511990001111@s.whatsapp.net'

/** A message as WhatsApp files it. */
export type Record_ = {
  key: { id: string; remoteJid: string; fromMe?: boolean; remoteJidAlt?: string }
} & Record<string, unknown>

/** Receiving, counting and erasing at one company, without a house around them. */
export function erasing(db: Database, tenant: TestTenant, now: () => Date) {
  const { tenantId, instanceId, memberId } = tenant
  const rows = <R extends object>(sql: string, values: unknown[] = []) =>
    db.tenant(tenantId, (tx) => tx.query<R>(sql, [tenantId, ...values]))
  const settings: BotSettings = {
    ...DEFAULT_BOT_SETTINGS,
    debounce: { completeMs: 0, fragmentMs: 0, capMs: 0 },
  }
  const contactOf = async (identity: string) =>
    (
      await rows<{ id: string }>(
        'select contact_id as id from contact_identity where tenant_id = $1 and identity = $2',
        [identity],
      )
    )[0]?.id ?? null

  async function understand(rawEventId: number, wait?: () => Promise<void>): Promise<string | null> {
    let became: string | null = null
    const receive = receiveTask({
      db,
      tombstones,
      eraseFound,
      settings: async () => {
        await wait?.()
        return settings
      },
      onOutcome: (outcome) => {
        became = outcome
      },
    })
    await receive({ tenantId, rawEventId, traceId: 't' })
    return became
  }

  return {
    rows,
    contactOf,
    seconds: () => Math.floor(now().getTime() / 1000),
    /** An event comes in and is understood; answers what became of it. `wait` holds it in the middle. */
    async receive(event: string, data: unknown, wait?: () => Promise<void>): Promise<string | null> {
      const body = { event, data, sender: OWN }
      const [raw] = await rows<{ id: number }>(
        `insert into raw_event (tenant_id, instance_id, event, dedupe_key, body, trace_id, received_at)
         values ($1, $2, $3, $4, $5, 't', $6) returning id`,
        [instanceId, event, uuidv7(), JSON.stringify(body), now()],
      )
      return understand(raw!.id, wait)
    },
    understand,
    /** Everything WhatsApp has since an instant is counted. */
    async count(history: Record_[], since: Date) {
      await rows('update instance set counted_until = $2, created_at = $2 where tenant_id = $1', [since])
      const sum = { missed: 0, erased: 0 }
      await countTask({
        db,
        tombstones,
        eraseFound,
        gateway: {
          history: async ({ from, to }) => ({
            messages: history.filter(({ messageTimestamp: at }) => {
              const ms = Number(at) * 1000
              return ms >= from.getTime() && ms <= to.getTime()
            }),
            more: false,
          }),
        },
        onCounted: (count) => {
          sum.missed += count.missed
          sum.erased += count.erased
        },
      })({ tenantId, traceId: 't' })
      return sum
    },
    begin: (contactId: string) =>
      db.tenant(tenantId, (tx) => beginErasure(tx, tombstones, memberId, contactId)),
    finish: (certificateId: string) =>
      eraseContactTask({ db, clearFiles: async () => undefined })({ tenantId, certificateId }),
    async erase(contactId: string): Promise<void> {
      const { id } = await this.begin(contactId)
      await this.finish(id)
    },
  }
}
export type Erasing = ReturnType<typeof erasing>
