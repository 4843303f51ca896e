import type { Repayment } from '../../../../cloud/src/billing/decide.ts'
import type { PresentCharge, PresentSubscription } from '../../../../cloud/src/billing/payments.port.ts'
import type { ReversalState } from '../../../../cloud/src/billing/reversal.ts'
import type { Standing } from '../../../../cloud/src/billing/standing.ts'

export const DAY = 24 * 3_600_000
const MONTH = 30 * DAY
const PRICE = 9_700

/** A subscription as Stripe has it; what it tells of it is `present`. */
export type Sub = PresentSubscription & {
  /** When its charge failed, while it owes. */
  owesSince: Date | null
}

/** Everything that lasts beside Stripe: our rows, our queue. */
export type Ours = {
  standing: Standing | null
  deletedAt: Date | null
  linked: string | null
  served: Set<string>
  revision: number
  reviewAt: Date | null
  /** By invoice: offered, or given back already. */
  repayments: Map<string, Repayment>
  /** Subscriptions that a job must end. */
  ending: Set<string>
  /** Reviews that an event or the clock asked for. */
  looks: number
  mails: string[]
  /** What is known of refunds and disputes, and each mail about one by its id. */
  reversals: Map<string, ReversalState>
  toldOf: { id: string; mail: string }[]
}

/** One person's money: Stripe, us, and the time. */
export class World {
  now = new Date('2026-11-01T12:00:00Z')
  readonly subs: Sub[] = []
  /** What happened to the money of an invoice. */
  readonly charges = new Map<string, PresentCharge>()
  /** Things that happened at Stripe whose event was not delivered yet, and those that never will be. */
  onTheWay = 0
  lost = 0
  readonly ours: Ours = {
    standing: null,
    deletedAt: null,
    linked: null,
    served: new Set(),
    revision: 0,
    reviewAt: null,
    repayments: new Map(),
    ending: new Set(),
    looks: 0,
    mails: [],
    reversals: new Map(),
    toldOf: [],
  }
  #ids = 0

  /** What Stripe answers when it is asked: a copy, as it stands now. */
  present(): PresentSubscription[] {
    return this.subs.map(({ owesSince: _, ...sub }) => ({
      ...sub,
      invoice: sub.invoice && { ...sub.invoice },
    }))
  }

  /** Something changed at Stripe: an event is on its way. */
  #happened(): void {
    this.onTheWay += 1
  }

  /** `slow`: by a means that takes days, while Stripe calls it active already. */
  buy(how: 'card' | 'boleto' | 'slow' | 'trial' | 'by_hand'): void {
    const days = how === 'trial' ? 7 * DAY : MONTH
    this.subs.push({
      id: `sub_${++this.#ids}`,
      customer: 'cus_1',
      status: how === 'boleto' ? 'incomplete' : how === 'trial' ? 'trialing' : 'active',
      startedAt: this.now,
      periodStartsAt: this.now,
      periodEndsAt: new Date(+this.now + days),
      endsAt: null,
      invoice: {
        id: `in_${++this.#ids}`,
        status: how === 'boleto' || how === 'slow' ? 'open' : 'paid',
        paidCents: how === 'card' || how === 'by_hand' ? PRICE : 0,
        refundedCents: 0,
      },
      plan: 'essential',
      order: null,
      owesSince: null,
    })
    this.#happened()
  }

  /** Days go by; what must be renewed is charged, well or badly, and what owes for long is given up by Stripe. */
  pass(days: number, charge: () => boolean): void {
    this.now = new Date(+this.now + days * DAY)
    for (const sub of this.subs) {
      if (sub.endsAt && sub.endsAt <= this.now && !isOver(sub)) {
        sub.status = 'canceled'
        this.#happened()
      }
      if (isSlow(sub) && +this.now - +sub.startedAt > DAY * 4) {
        Object.assign(sub, { status: 'canceled', endsAt: this.now })
        sub.invoice!.status = 'void'
        this.#happened()
      }
      while ((sub.status === 'active' || sub.status === 'trialing') && sub.periodEndsAt! <= this.now) {
        this.#renew(sub, charge())
      }
      if (sub.status === 'past_due' && +this.now - +sub.owesSince! > 21 * DAY) {
        sub.status = charge() ? 'unpaid' : 'canceled'
        if (sub.status === 'canceled') sub.endsAt = this.now
        this.#happened()
      }
      if (sub.status === 'incomplete' && +this.now - +sub.startedAt > DAY * 4) {
        sub.status = 'incomplete_expired'
        this.#happened()
      }
    }
  }

  #renew(sub: Sub, paid: boolean): void {
    sub.periodStartsAt = sub.periodEndsAt
    sub.periodEndsAt = new Date(+sub.periodEndsAt! + MONTH)
    sub.invoice = {
      id: `in_${++this.#ids}`,
      status: paid ? 'paid' : 'open',
      paidCents: paid ? PRICE : 0,
      refundedCents: 0,
    }
    sub.status = paid ? 'active' : 'past_due'
    sub.owesSince = paid ? null : sub.periodStartsAt
    this.#happened()
  }

  /** A card that works, or a printed boleto that is paid. */
  payOpen(sub: Sub): void {
    if (sub.invoice?.status !== 'open' || isOver(sub)) return
    Object.assign(sub.invoice, { status: 'paid', paidCents: PRICE })
    Object.assign(sub, { status: 'active', owesSince: null })
    // Whoever owed for longer than a period pays for the one that runs.
    if (sub.periodEndsAt! <= this.now)
      Object.assign(sub, { periodStartsAt: this.now, periodEndsAt: new Date(+this.now + MONTH) })
    this.#happened()
  }

  /** Asks for an end: of this period, or half a year away; null takes it back. */
  cancelAt(sub: Sub, when: 'period' | 'far' | null): void {
    if (sub.status !== 'active' && sub.status !== 'trialing') return
    sub.endsAt = when === null ? null : when === 'period' ? sub.periodEndsAt : new Date(+this.now + 180 * DAY)
    this.#happened()
  }

  /** Ends at once; an open invoice is voided with it, so that it is not collected. */
  end(sub: Sub): void {
    if (isOver(sub)) return
    Object.assign(sub, { status: 'canceled', endsAt: this.now })
    if (sub.invoice?.status === 'open') sub.invoice.status = 'void'
    this.#happened()
  }

  /** Gives back up to that many cents, by the product or by hand at Stripe. While a bank has the money nobody can. */
  refund(invoice: string, cents: number, ours: boolean): void {
    const found = this.subs.find((sub) => sub.invoice?.id === invoice)?.invoice
    if (found?.status !== 'paid') return
    const charge = this.#chargeOf(found.id, found.paidCents)
    if (charge.disputes.some(({ state }) => state !== 'won')) return
    if (ours && charge.refunds.some((one) => one.ours)) return
    const left = Math.min(cents, found.paidCents - found.refundedCents)
    if (left <= 0) return
    charge.refunds.push({ id: `re_${++this.#ids}`, cents: left, ours })
    found.refundedCents += left
    this.#happened()
  }

  /** The payer's bank takes the money, and decides some day. The subscription goes on. */
  dispute({ invoice }: Sub): void {
    if (invoice?.status !== 'paid' || invoice.paidCents === 0 || invoice.refundedCents > 0) return
    const charge = this.#chargeOf(invoice.id, invoice.paidCents)
    if (charge.disputes.length > 0) return
    charge.disputes.push({ id: `du_${++this.#ids}`, cents: charge.cents, state: 'open' })
    this.#happened()
  }

  closeDispute({ invoice }: Sub, state: 'won' | 'lost'): void {
    const charge = this.charges.get(invoice?.id ?? '')
    const open = charge?.disputes.find((one) => one.state === 'open')
    if (!invoice || !open) return
    open.state = state
    if (state === 'lost') invoice.refundedCents = invoice.paidCents
    this.#happened()
  }

  #chargeOf(invoice: string, cents: number): PresentCharge {
    const known = this.charges.get(invoice)
    if (known) return known
    const charge = { customer: 'cus_1', invoice, subscription: null, cents, refunds: [], disputes: [] }
    this.charges.set(invoice, charge)
    return charge
  }
}

function isOver({ status }: Sub): boolean {
  return status === 'canceled' || status === 'incomplete_expired'
}

/** Its first payment is on the way, and Stripe calls it active. */
export function isSlow({ status, invoice, periodStartsAt, startedAt }: Sub): boolean {
  return status === 'active' && invoice?.status === 'open' && +periodStartsAt! === +startedAt
}
