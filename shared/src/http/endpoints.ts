import { accountsEndpoints } from './endpoints/accounts.ts'
import { billingEndpoints } from './endpoints/billing.ts'
import { botSettingsEndpoints } from './endpoints/bot-settings.ts'
import { conversationsEndpoints } from './endpoints/conversations.ts'
import { demoEndpoints } from './endpoints/demo.ts'
import { deskEndpoints } from './endpoints/desk.ts'
import { firstMailEndpoints } from './endpoints/first-mail.ts'
import { insightsEndpoints } from './endpoints/insights.ts'
import { knowledgeEndpoints } from './endpoints/knowledge.ts'
import { learningEndpoints } from './endpoints/learning.ts'
import { mediaEndpoints } from './endpoints/media.ts'
import { operationsEndpoints } from './endpoints/operations.ts'
import { privacyEndpoints } from './endpoints/privacy.ts'
import { qualityEndpoints } from './endpoints/quality.ts'
import { realtimeEndpoints } from './endpoints/realtime.ts'
import { rehearsalsEndpoints } from './endpoints/rehearsals.ts'
import { teamEndpoints } from './endpoints/team.ts'
import { whatsappEndpoints } from './endpoints/whatsapp.ts'

/** Every route of the cloud's API, by the name its callers use. A room's routes stand in a file of their own. */
export const endpoints = {
  ...accountsEndpoints,
  ...teamEndpoints,
  ...billingEndpoints,
  ...firstMailEndpoints,
  ...botSettingsEndpoints,
  ...demoEndpoints,
  ...knowledgeEndpoints,
  ...rehearsalsEndpoints,
  ...learningEndpoints,
  ...insightsEndpoints,
  ...whatsappEndpoints,
  ...conversationsEndpoints,
  ...deskEndpoints,
  ...mediaEndpoints,
  ...qualityEndpoints,
  ...realtimeEndpoints,
  ...privacyEndpoints,
  ...operationsEndpoints,
} as const

export type Endpoints = typeof endpoints
