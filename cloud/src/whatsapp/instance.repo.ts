import type { TenantTx } from '../platform/database.ts'
import { uuidv7 } from '../platform/uuid.ts'
import type { ConnectionInfo, Qr } from './gateway.port.ts'

/** The WhatsApp number of a tenant as we know it. `statusAt`: when its status or QR last changed. */
export type Instance = ConnectionInfo & { id: string; name: string; qr: Qr; statusAt: Date }

type Row = {
  id: string
  name: string
  status: Instance['status']
  phone: string | null
  qr_code: string | null
  qr_image: string | null
  pairing_code: string | null
  status_at: Date
}

/** The tenant's instance; there is one at most. */
export async function findInstance(tx: TenantTx): Promise<Instance | null> {
  const [row] = await tx.query<Row>(
    `select id, name, status, phone, qr_code, qr_image, pairing_code, status_at
     from instance where tenant_id = $1`,
    [tx.tenantId],
  )
  if (!row) return null
  const { id, name, status, phone, status_at: statusAt } = row
  return {
    id,
    name,
    status,
    phone,
    statusAt,
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

/** Only a change is written and announced: a lost network makes three equal `connecting` events a second. */
export async function setConnection(tx: TenantTx, instanceId: string, info: ConnectionInfo): Promise<void> {
  const changed = await tx.query(
    `update instance set status = $3, phone = coalesce($4, phone), status_at = $5,
       qr_code = case when $3 = 'connecting' then qr_code end,
       qr_image = case when $3 = 'connecting' then qr_image end,
       pairing_code = case when $3 = 'connecting' then pairing_code end
     where tenant_id = $1 and id = $2
       and (status <> $3 or ($4::text is not null and phone is distinct from $4))
     returning id`,
    [tx.tenantId, instanceId, info.status, info.phone, tx.now],
  )
  if (changed.length > 0) tx.announce({ type: 'whatsapp.changed' })
}

/** Keeps the QR to scan. One that comes while connected is late: it was scanned already. */
export async function setQr(tx: TenantTx, instanceId: string, qr: Qr): Promise<void> {
  const changed = await tx.query(
    `update instance set status = 'connecting', qr_code = $3, qr_image = $4, pairing_code = $5, status_at = $6
     where tenant_id = $1 and id = $2 and status <> 'connected'
       and (status, qr_code, qr_image, pairing_code) is distinct from ('connecting', $3, $4, $5)
     returning id`,
    [tx.tenantId, instanceId, qr.code, qr.image, qr.pairingCode, tx.now],
  )
  if (changed.length > 0) tx.announce({ type: 'whatsapp.changed' })
}
