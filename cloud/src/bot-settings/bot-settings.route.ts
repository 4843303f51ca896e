import { endpoints } from '@plantao/shared/http/endpoints'
import type { Database } from '../platform/database.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'
import { readBotSettings, replaceBotSettings } from './bot-settings.repo.ts'

/** `GET` and `PUT /config`. */
export function botSettingsRoutes({ db }: { db: Database }): BoundRoute[] {
  return [
    route(endpoints.getConfig, ({ caller }) => db.tenant(caller.tenantId, readBotSettings)),
    route(endpoints.putConfig, async ({ body, caller }) => {
      await db.tenant(caller.tenantId, (tx) => replaceBotSettings(tx, caller.memberId, body))
      return body
    }),
  ]
}
