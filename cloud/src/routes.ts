import {
  type Accounts,
  accountRoutes,
  type BuyerCookie,
  findTenant,
  firstMailRoutes,
  teamRoutes,
} from './accounts/index.ts'
import { answerRoutes, type createDecider, demoRoutes } from './answer/index.ts'
import type { createBilling } from './billing/index.ts'
import { botSettingsRoutes } from './bot-settings/index.ts'
import { conversationRoutes, quickReplyRoutes } from './conversations/index.ts'
import { deadJobRoutes } from './dead-letters/index.ts'
import { insightRoutes } from './insights/index.ts'
import { knowledgeRoutes } from './knowledge/index.ts'
import { learningRoutes } from './learning/index.ts'
import { mailRoutes } from './mail/index.ts'
import { mediaRoutes } from './media/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database.ts'
import type { Environment } from './platform/environment.ts'
import type { BoundRoute } from './platform/http/bind.ts'
import { privacyRoutes } from './privacy/index.ts'
import { realtimeRoutes } from './realtime/index.ts'
import { rehearsalRoutes } from './rehearsal/index.ts'
import { type Tombstones, whatsappRoutes } from './whatsapp/index.ts'

type DepsOf<F extends (deps: never) => unknown> = Parameters<F>[0]

/** What the house hands over; each part as the rooms' routes ask for it. */
type Parts = {
  env: Pick<Environment, 'publicUrl' | 'demoTenant' | 'webhookUrl'>
  db: Database
  clock: Clock
  accounts: Accounts
  buyers: BuyerCookie
  billing: Pick<ReturnType<typeof createBilling>, 'routes'>
  decider: ReturnType<typeof createDecider>
  gateway: DepsOf<typeof whatsappRoutes>['gateway']
  files: DepsOf<typeof mediaRoutes>['store']
  tombstones: Tombstones
} & Pick<DepsOf<typeof knowledgeRoutes>, 'publisher' | 'search'> &
  Pick<DepsOf<typeof learningRoutes>, 'proposals'> &
  Pick<DepsOf<typeof conversationRoutes>, 'onRead' | 'onTakenOver'>

/** Every route of the house, tied to its parts. */
export function bindRoutes(parts: Parts): BoundRoute[] {
  const { env, db, clock, accounts, buyers, billing, publisher, search, proposals, decider } = parts
  const { gateway, files, tombstones, onRead, onTakenOver } = parts
  return [
    ...accountRoutes(accounts, env.publicUrl),
    ...teamRoutes(accounts, env.publicUrl),
    ...firstMailRoutes(accounts, buyers, env.publicUrl),
    ...billing.routes,
    ...mailRoutes(db),
    ...botSettingsRoutes({ db }),
    ...knowledgeRoutes({ db, publisher, search }),
    ...conversationRoutes({ db, onRead, onTakenOver }),
    ...mediaRoutes({ db, store: files, onRead }),
    ...quickReplyRoutes({ db }),
    ...answerRoutes({ db, ...decider }),
    ...rehearsalRoutes({ db }),
    ...learningRoutes({ db, proposals, onRead }),
    ...insightRoutes({ db }),
    ...demoRoutes({
      clock,
      demoTenant: async () => (env.demoTenant ? findTenant(db, env.demoTenant) : null),
      tryAnswer: decider.tryAnswer,
    }),
    ...realtimeRoutes({ db }),
    ...privacyRoutes({ db, tombstones, ...accounts }),
    ...deadJobRoutes({ db }),
    ...whatsappRoutes({ db, gateway, clock, webhookUrl: env.webhookUrl }),
  ]
}
