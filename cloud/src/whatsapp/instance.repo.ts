import type { Channel, HealthState } from '@plantao/shared/whatsapp'
import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { ConnectionInfo, Qr, Template } from './gateway.port.ts'
import { healthAfter, isTrouble } from './health.ts'
import type { ConnectionCause } from './inbound.ts'

/** The WhatsApp number of a tenant as we know it. `statusAt`: when its status or QR last changed. */
export type Instance = ConnectionInfo & {
  id: string
  name: string
  qr: Qr
  statusAt: Date
  channel: Channel
  health: HealthState
  healthAt: Date
  /** The owner was told of the trouble there is. */
  toldAt: Date | null
  lastReceivedAt: Date | null
  countedUntil: Date | null
  createdAt: Date
}

type Row = {
  id: string
  name: string
  status: Instance['status']
  phone: string | null
  qr_code: string | null
  qr_image: string | null
  pairing_code: string | null
  status_at: Date
  channel: Channel
  health: HealthState
  health_at: Date
  told_at: Date | null
  last_received_at: Date | null
  counted_until: Date | null
  created_at: Date
}

const COLUMNS = `id, name, status, phone, qr_code, qr_image, pairing_code, status_at, channel, health, health_at, told_at,
  last_received_at, counted_until, created_at`

/** The tenant's instance; there is one at most. */
export async function findInstance(tx: TenantTx): Promise<Instance | null> {
  const [row] = await tx.query<Row>(`select ${COLUMNS} from instance where tenant_id = $1`, [tx.tenantId])
  if (!row) return null
  const { id, name, status, phone, channel, health } = row
  return {
    id,
    name,
    status,
    phone,
    channel,
    health,
    statusAt: row.status_at,
    healthAt: row.health_at,
    toldAt: row.told_at,
    lastReceivedAt: row.last_received_at,
    countedUntil: row.counted_until,
    createdAt: row.created_at,
    qr: { code: row.qr_code, image: row.qr_image, pairingCode: row.pairing_code },
  }
}

/**
 * Commits to a new webhook secret, making the row where there is none; the one before stays valid, for events that
 * are on their way. The instance is called like the tenant's slug.
 * @param hash SHA-256 of the secret, which is itself never stored
 */
export async function rotateSecret(tx: TenantTx, hash: Buffer): Promise<Instance> {
  await tx.query(
    `insert into instance (tenant_id, id, name, status, secret_hash, created_at, status_at)
     select t.tenant_id, $2, t.slug, 'disconnected', $3, $4, $4 from tenant t where t.tenant_id = $1
     on conflict (tenant_id) do update
       set previous_secret_hash = instance.secret_hash, secret_hash = excluded.secret_hash`,
    [tx.tenantId, uuidv7(tx.now.getTime()), hash, tx.now],
  )
  const instance = await findInstance(tx)
  if (!instance) throw new Error('a tenant that does not exist has no instance')
  return instance
}

/** Takes a rotation back when Evolution surely kept the old secret: that one must not be pushed out by the next try. */
export async function undoRotation(tx: TenantTx, hash: Buffer): Promise<void> {
  await tx.query(
    `update instance set secret_hash = previous_secret_hash, previous_secret_hash = null
     where tenant_id = $1 and secret_hash = $2 and previous_secret_hash is not null`,
    [tx.tenantId, hash],
  )
}

type ConnectionRow = Pick<Row, 'status' | 'health' | 'phone'>

const CONNECTION = 'select status, health, phone from instance where tenant_id = $1 and id = $2'

/** A lock without the key: every stored message refers to this row, and must not wait for it. */
async function lockConnection(tx: TenantTx, instanceId: string): Promise<ConnectionRow | null> {
  const [row] = await tx.lock<ConnectionRow>(
    `instance:${instanceId}`,
    CONNECTION,
    [tx.tenantId, instanceId],
    { strength: 'no key update' },
  )
  return row ?? null
}

/** What becomes of the row, or null when it stays as it is. */
function changeOf(
  was: ConnectionRow | null,
  info: ConnectionInfo & { cause?: ConnectionCause | null },
): Pick<Row, 'health' | 'phone'> | null {
  if (!was) return null
  const health = healthAfter(was, info)
  const phone = info.phone ?? was.phone
  const same = was.status === info.status && was.health === health && was.phone === phone
  return same ? null : { health, phone }
}

/**
 * Only a change is written and announced: a lost network makes three equal `connecting` events a second.
 * @returns whether there was one
 */
export async function setConnection(
  tx: TenantTx,
  instanceId: string,
  info: ConnectionInfo & { cause?: ConnectionCause | null },
): Promise<boolean> {
  // Most of what is told is known: that is seen without a lock.
  const [known] = await tx.query<ConnectionRow>(CONNECTION, [tx.tenantId, instanceId])
  if (!changeOf(known ?? null, info)) return false
  const change = changeOf(await lockConnection(tx, instanceId), info)
  if (!change) return false
  const { health, phone } = change
  await tx.query(
    `update instance set status = $3, phone = $4, status_at = case when status <> $3 then $5 else status_at end,
       health = $6, health_at = case when health <> $6 then $5 else health_at end,
       told_at = case when $7 then told_at end,
       qr_code = case when $3 = 'connecting' then qr_code end,
       qr_image = case when $3 = 'connecting' then qr_image end,
       pairing_code = case when $3 = 'connecting' then pairing_code end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, instanceId, info.status, phone, tx.now, health, isTrouble(health)],
  )
  tx.announce({ type: 'whatsapp.changed' })
  return true
}

/** What the watch found out, beyond what the connection's own events say. Announced when it is news. */
export async function setHealth(tx: TenantTx, instanceId: string, health: HealthState): Promise<void> {
  const [known] = await tx.query('select from instance where tenant_id = $1 and id = $2 and health = $3', [
    tx.tenantId,
    instanceId,
    health,
  ])
  if (known) return
  const changed = await tx.query(
    `update instance set health = $3, health_at = $4, told_at = case when $5 then told_at end
     where tenant_id = $1 and id = $2 and health <> $3 returning id`,
    [tx.tenantId, instanceId, health, tx.now, isTrouble(health)],
  )
  if (changed.length > 0) tx.announce({ type: 'whatsapp.changed' })
}

/** Notes that the owner was told of the trouble; answers false when somebody did before. */
export async function noteTold(tx: TenantTx, instanceId: string): Promise<boolean> {
  const told = await tx.query(
    'update instance set told_at = $3 where tenant_id = $1 and id = $2 and told_at is null returning id',
    [tx.tenantId, instanceId, tx.now],
  )
  return told.length > 0
}

/** The owner took the number away: no trouble, and none to be told of, whatever events still come. */
export async function switchOff(tx: TenantTx, instanceId: string): Promise<void> {
  await tx.query(
    `update instance set status = 'disconnected', status_at = $3, health = 'off', health_at = $3, told_at = null,
       qr_code = null, qr_image = null, pairing_code = null where tenant_id = $1 and id = $2`,
    [tx.tenantId, instanceId, tx.now],
  )
  tx.announce({ type: 'whatsapp.changed' })
}

/** How the number is reached; a template only matters to the official channel. */
export async function setChannel(
  tx: TenantTx,
  instanceId: string,
  channel: Channel,
  template: Template | null,
): Promise<void> {
  await tx.query('update instance set channel = $3, template = $4 where tenant_id = $1 and id = $2', [
    tx.tenantId,
    instanceId,
    channel,
    template ? JSON.stringify(template) : null,
  ])
}

/** Keeps the QR to scan. One that comes while connected is late: it was scanned already. */
export async function setQr(tx: TenantTx, instanceId: string, qr: Qr): Promise<void> {
  const changed = await tx.query(
    `update instance set status = 'connecting', qr_code = $3, qr_image = $4, pairing_code = $5, status_at = $6,
       health = 'pairing', health_at = case when health <> 'pairing' then $6 else health_at end, told_at = null
     where tenant_id = $1 and id = $2 and status <> 'connected'
       and (status, qr_code, qr_image, pairing_code) is distinct from ('connecting', $3, $4, $5)
     returning id`,
    [tx.tenantId, instanceId, qr.code, qr.image, qr.pairingCode, tx.now],
  )
  if (changed.length > 0) tx.announce({ type: 'whatsapp.changed' })
}

/** A page of the instances of all companies that are looked after, behind one of them. */
export function watchedInstances(
  db: Database,
  after: string | null,
  most: number,
): Promise<{ tenant_id: string; instance_id: string }[]> {
  return db.lookup('select * from watched_instances($1, $2)', [after, most])
}
