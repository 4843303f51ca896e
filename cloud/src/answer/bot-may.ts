import type { BotSettings } from '@plantao/shared/bot-settings'
import { entitlement, readSubscription, type Subscription } from '../billing/index.ts'
import { nextOpening, readBotSettings } from '../bot-settings/index.ts'
import type { BotMay } from '../conversations/index.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'

type View = {
  subscription: Subscription | null
  settings: Pick<BotSettings, 'enabled' | 'businessHours' | 'timeZone'>
  now: Date
}

/**
 * When a company lets its bot write to a customer by itself. Asked when the words leave, which may be long after they were
 * written: a company that asked for silence outside its hours has it, whatever kept them. Pure.
 */
export function botMayWrite({ subscription, settings, now }: View): BotMay {
  if (!settings.enabled || entitlement(subscription, now) === 'silence') return 'never'
  if (settings.businessHours.outside !== 'silence') return null
  const opens = nextOpening(settings, now)
  if (!opens) return 'never'
  return opens > now ? opens : null
}

/** The same of a company as it stands now. */
export async function botMay(tx: TenantTx): Promise<BotMay> {
  const [settings, subscription] = await Promise.all([readBotSettings(tx), readSubscription(tx)])
  return botMayWrite({ settings, subscription, now: tx.now })
}
