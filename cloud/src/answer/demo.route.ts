import type { TryAnswer } from '@plantao/shared/conversations'
import { endpoints } from '@plantao/shared/http/endpoints'
import type { Clock } from '../platform/clock.ts'
import { expected } from '../platform/errors.ts'
import { type BoundRoute, route } from '../platform/http/bind.ts'

type Deps = {
  clock: Clock
  /** The company whose bot answers strangers, or null where there is no demo. */
  demoTenant: () => Promise<{ id: string; name: string } | null>
  tryAnswer: (tenantId: string, question: string) => Promise<TryAnswer>
}

/**
 * Questions a process answers for strangers: 60 a minute over all addresses, 4 at once. An address has a limit of its
 * own in the endpoint; these keep a crowd of addresses from costing us money or our customers their answer.
 */
export const DEMO_LIMITS = { perMinute: 60, atOnce: 4 }

/** The public page's phone: the demo company's bot answers, nothing is sent or stored. */
export function demoRoutes({ clock, demoTenant, tryAnswer }: Deps): BoundRoute[] {
  let minute = 0
  let asked = 0
  let running = 0
  function admit(): void {
    const now = clock.now().getTime()
    const thisMinute = Math.floor(now / 60_000)
    if (thisMinute !== minute) {
      minute = thisMinute
      asked = 0
    }
    if (running >= DEMO_LIMITS.atOnce) throw expected('demo.busy', { seconds: 1 })
    if (asked >= DEMO_LIMITS.perMinute) {
      throw expected('demo.busy', { seconds: Math.ceil((60_000 - (now % 60_000)) / 1000) })
    }
    asked += 1
  }
  return [
    route(endpoints.askDemo, async ({ body }) => {
      const tenant = await demoTenant()
      if (!tenant) throw expected('demo.off')
      admit()
      running += 1
      try {
        const { decision, reply, reason, chunks } = await tryAnswer(tenant.id, body.question)
        const source = decision === 'answer' ? chunks[0]?.text : undefined
        return {
          company: tenant.name,
          decision,
          ...(reply ? { reply } : {}),
          ...(reason ? { reason } : {}),
          ...(source ? { source } : {}),
        }
      } finally {
        running -= 1
      }
    }),
  ]
}
