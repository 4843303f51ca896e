import { accountsEndpoints } from './endpoints/accounts.ts'
import { billingEndpoints } from './endpoints/billing.ts'
import { botSettingsEndpoints } from './endpoints/bot-settings.ts'
import { conversationsEndpoints } from './endpoints/conversations.ts'
import { knowledgeEndpoints } from './endpoints/knowledge.ts'
import { realtimeEndpoints } from './endpoints/realtime.ts'
import { teamEndpoints } from './endpoints/team.ts'
import { whatsappEndpoints } from './endpoints/whatsapp.ts'

/** Every route of the cloud's API, by the name its callers use. A room's routes stand in a file of their own. */
export const endpoints = {
  ...accountsEndpoints,
  ...teamEndpoints,
  ...billingEndpoints,
  ...botSettingsEndpoints,
  ...knowledgeEndpoints,
  ...whatsappEndpoints,
  ...conversationsEndpoints,
  ...realtimeEndpoints,
} as const

export type Endpoints = typeof endpoints
