import { BotSettings, DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { audit } from '../platform/audit.ts'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

/** The tenant's settings. Ones stored by an older version are completed from the defaults. */
export async function readBotSettings(tx: TenantTx): Promise<BotSettings> {
  const [row] = await tx.query<{ settings: Record<string, unknown> }>(
    'select settings from bot_settings where tenant_id = $1',
    [tx.tenantId],
  )
  return BotSettings.parse({ ...DEFAULT_BOT_SETTINGS, ...row?.settings })
}

/**
 * Puts checked settings in the place of the present ones and tells the tenant's consoles. Throws
 * `settings.unknown_time_zone` for one that this machine knows and the database does not: days are counted there.
 */
export async function replaceBotSettings(
  tx: TenantTx,
  memberId: string,
  settings: BotSettings,
): Promise<void> {
  await refuseUnknownZone(tx, settings.timeZone)
  await tx.query(
    `insert into bot_settings (tenant_id, settings, updated_at) values ($1, $2, $3)
     on conflict (tenant_id) do update set settings = excluded.settings, updated_at = excluded.updated_at`,
    [tx.tenantId, JSON.stringify(settings), tx.now],
  )
  await tx.query('update tenant set time_zone = $2 where tenant_id = $1 and time_zone <> $2', [
    tx.tenantId,
    settings.timeZone,
  ])
  await audit(tx, memberId, 'settings.changed')
  tx.announce({ type: 'settings.changed' })
}

/** The present one is known; looking at the list of zones reads files. */
async function refuseUnknownZone(tx: TenantTx, zone: string): Promise<void> {
  const [tenant] = await tx.query<{ zone: string }>(
    'select time_zone as zone from tenant where tenant_id = $1',
    [tx.tenantId],
  )
  if (tenant?.zone === zone) return
  const known = await tx.query('select from pg_timezone_names where name = $1 limit 1', [zone])
  if (known.length === 0) throw expected('settings.unknown_time_zone')
}
