import { readFileSync } from 'node:fs'
import { SubscriptionState } from '@plantao/shared/billing'
import { expect, it } from 'vitest'
import { entitlement } from './entitlement.ts'
import type { PaymentStatus } from './payments.port.ts'
import { next, type Present, type Standing } from './standing.ts'

// docs/billing.md shows the state machine; what it shows is what the code does.

const now = new Date('2026-11-30T12:00:00Z')
const periodEndsAt = new Date('2026-12-20T12:00:00Z')
const SAYS: Record<string, { status: PaymentStatus; ends?: true; paid: boolean }> = {
  trialing: { status: 'trialing', paid: true },
  active: { status: 'active', paid: true },
  'active, ends with its period': { status: 'active', ends: true, paid: true },
  past_due: { status: 'past_due', paid: false },
  'unpaid, paused': { status: 'unpaid', paid: false },
  'canceled, paid': { status: 'canceled', paid: true },
  'canceled, not paid': { status: 'canceled', paid: false },
}

function standing(state: SubscriptionState): Standing {
  return {
    state,
    periodEndsAt,
    graceEndsAt: state === 'grace' ? new Date('2026-12-03T12:00:00Z') : null,
    graceMails: state === 'grace' ? 2 : 0,
    suspendedAt: state === 'suspended' ? now : null,
  }
}

/** One row a state: what follows from each thing that Stripe may say. */
function table(): string[] {
  const head = `| from | ${Object.keys(SAYS).join(' | ')} |`
  const rows = SubscriptionState.options.map((state) => {
    const cells = Object.values(SAYS).map(({ status, ends, paid }) => {
      const present: Present = {
        status,
        startedAt: now,
        periodStartsAt: now,
        periodEndsAt,
        endsAt: ends ? periodEndsAt : null,
        invoice: {
          id: 'in_1',
          status: paid ? 'paid' : 'open',
          paidCents: paid ? 9_700 : 0,
          refundedCents: 0,
        },
      }
      const { standing: after, mails } = next(standing(state), present, now)
      const serves = entitlement({ ...after, answers: 0, answersLimit: 1 }, now) === 'answer'
      const mail = mails.map(({ template }) => ` ✉ ${template}`).join('')
      return `${after.state}${serves ? '' : ' (silent)'}${mail}`
    })
    return `| ${state} | ${cells.join(' | ')} |`
  })
  return [head, ...rows]
}

it('shows in docs/billing.md what follows from what Stripe says', () => {
  const squeeze = (text: string) => text.replace(/ +/g, ' ')
  const doc = squeeze(readFileSync(new URL('../../../docs/billing.md', import.meta.url), 'utf8'))
  for (const row of table()) expect(doc).toContain(squeeze(row))
})
