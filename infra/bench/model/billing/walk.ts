import type { Account } from '../../../../cloud/src/billing/decide.ts'
import type { PresentCharge, PresentSubscription } from '../../../../cloud/src/billing/payments.port.ts'
import { GRACE_DAYS } from '../../../../shared/src/billing.ts'
import { expectMoneyBackTold } from './money-back.ts'
import type { Rules } from './rules.ts'
import { DAY, isSlow, type Sub, World } from './world.ts'

/** A review between its question to Stripe and its transaction. */
type Reading = { present: PresentSubscription[]; charges: PresentCharge[]; revision: number }

/** Looks, jobs and ticks until nothing is left to do; more than this is a loop. */
const MOST_STEPS = 200
/** The clock asks a day after a renewal was due; a tick comes every five minutes. */
const LEARNS_WITHIN = 2 * DAY

/**
 * One person's money by a list of decisions: purchases, charges, cancellations and their taking back, deletions; events
 * lost, late and doubled; reviews overtaken; jobs run twice. In the end all events arrive, and what was promised must
 * hold. Throws what is broken.
 */
export function walk(choices: Uint8Array, rules: Rules): void {
  const world = new World()
  const { ours } = world
  const readings: Reading[] = []
  /** When we learnt that an invoice was not paid, by its id. */
  const learntOf = new Map<string, number>()
  let at = 0
  const choose = (most: number) => (at < choices.length ? choices[at++]! % most : 0)
  const some = (): Sub | undefined => world.subs[choose(world.subs.length || 1)]
  const charge = () => choose(3) !== 1

  function account(): Account {
    if (ours.deletedAt) return { is: 'deleted', at: ours.deletedAt, served: ours.served }
    if (!ours.standing) return { is: 'none' }
    return { is: 'open', standing: ours.standing, linked: ours.linked, served: ours.served }
  }

  function read(): void {
    readings.push({
      present: world.present(),
      charges: structuredClone([...world.charges.values()]),
      revision: ours.revision,
    })
  }

  /** The transaction of a review. Answers false when the reading was overtaken. */
  function settle(reading: Reading): boolean {
    hearOfMoneyBack(reading.charges)
    if (rules.comparesRevision && reading.revision !== ours.revision) return false
    for (const { status, invoice } of reading.present) {
      if (ours.standing && status === 'past_due' && !learntOf.has(invoice!.id))
        learntOf.set(invoice!.id, +world.now)
    }
    const decision = rules.decide(account(), reading.present, world.now)
    for (const id of decision.end) ours.ending.add(id)
    for (const repayment of decision.repay) {
      const { invoice } = reading.present.find(({ id }) => id === repayment.subscription)!
      if (repayment.cents > invoice!.paidCents - invoice!.refundedCents)
        throw new Error('more is offered back than is left')
      if (repayment.reason === 'deleted') world.refund(repayment.invoice, repayment.cents, true)
      if (!ours.repayments.has(repayment.invoice)) ours.repayments.set(repayment.invoice, repayment)
    }
    if (decision.found) {
      if (ours.deletedAt) throw new Error('a deleted company came back')
      open(decision.found, decision.found.status === 'trialing' ? 'trial' : 'active')
    }
    if (!decision.standing) return true
    ours.standing = decision.standing
    ours.reviewAt = decision.reviewAt
    ours.mails.push(...decision.mails.map(({ template }) => template))
    if (decision.link) link(decision.link)
    ours.revision += 1
    return true
  }

  /** Refunds and disputes are heard of by events of their own: an old reading may come after a newer one. */
  function hearOfMoneyBack(charges: PresentCharge[]): void {
    if (!ours.standing) return
    for (const charge of charges) {
      for (const { id, state, mail } of rules.reversalNews(ours.reversals, charge)) {
        ours.reversals.set(id, state)
        if (mail) ours.toldOf.push({ id, mail })
      }
    }
  }

  function open(by: PresentSubscription, state: 'trial' | 'active'): void {
    if (!['active', 'trialing'].includes(by.status)) throw new Error('founded by something finished')
    ours.standing = {
      state,
      periodEndsAt: by.periodEndsAt,
      graceEndsAt: null,
      graceMails: 0,
      suspendedAt: null,
    }
    ours.revision += 1
    link(by)
    ours.looks += 1
  }

  function link({ id }: PresentSubscription): void {
    ours.linked = id
    ours.served.add(id)
  }

  function runJob(): void {
    const [id] = ours.ending
    const sub = world.subs.find((one) => one.id === id)
    if (!id || !sub) return
    world.end(sub)
    // A process that dies here runs it again: ending twice is ending once.
    if (choose(4) !== 1) ours.ending.delete(id)
  }

  function look(): void {
    if (ours.looks > 0) ours.looks -= 1
    read()
  }

  function remove(): void {
    if (!ours.standing || ours.deletedAt) return
    Object.assign(ours, { deletedAt: world.now, standing: null, linked: null, reviewAt: null })
    ours.revision += 1
    ours.looks += 1
  }

  const acts: (() => void)[] = [
    () => world.buy((['card', 'boleto', 'trial', 'by_hand', 'slow'] as const)[choose(5)]!),
    () => world.buy('card'),
    () => world.pass(1 + choose(12), charge),
    () => world.pass(28 + choose(5), charge),
    () => {
      const sub = some()
      if (sub) world.payOpen(sub)
    },
    () => {
      const sub = some()
      if (sub) world.cancelAt(sub, (['period', 'far', null] as const)[choose(3)]!)
    },
    () => {
      const sub = some()
      if (sub && choose(3) === 0) world.end(sub)
    },
    // By hand in Stripe's dashboard, or by our click where it was offered.
    () => {
      const sub = some()
      if (sub?.invoice) world.refund(sub.invoice.id, [9_700, 3_000][choose(2)]!, false)
    },
    () => {
      const [repayment] = ours.repayments.values()
      if (repayment) world.refund(repayment.invoice, repayment.cents, true)
    },
    () => {
      const sub = some()
      if (sub) world.dispute(sub)
    },
    () => {
      const sub = some()
      if (sub) world.closeDispute(sub, choose(2) ? 'won' : 'lost')
    },
    // An event arrives, once or twice; or never.
    () => {
      if (world.onTheWay > 0) {
        world.onTheWay -= 1
        ours.looks += 1 + choose(2)
      }
    },
    () => {
      if (world.onTheWay > 0) {
        world.onTheWay -= 1
        world.lost += 1
      }
    },
    look,
    read,
    () => {
      const [reading] = readings.splice(choose(readings.length || 1), 1)
      if (reading && !settle(reading)) read()
    },
    runJob,
    tick,
    remove,
  ]

  function tick(): void {
    if (ours.reviewAt && ours.reviewAt <= world.now) ours.looks += 1
  }

  /** Everything that is under way ends: lost events come by Stripe's own list, jobs run, the clock looks. */
  function rest(): void {
    for (let step = 0; step < MOST_STEPS; step++) {
      ours.looks += world.onTheWay + world.lost
      world.onTheWay = 0
      world.lost = 0
      tick()
      if (ours.looks > 0) {
        ours.looks = 0
        read()
      }
      // The newest reading first, so that older ones come after it.
      const reading = readings.pop()
      if (reading) settle(reading)
      else if (ours.ending.size > 0) runJob()
      else return
    }
    throw new Error('it never settles')
  }

  while (at < choices.length) acts[choose(acts.length)]!()
  rest()
  expectPromises()
  // Nobody pays any more: what is not paid is not served for longer than promised.
  for (let day = 0; day < 45; day++) {
    world.pass(1, () => false)
    rest()
    expectPromises()
  }

  function served(): boolean {
    const { standing } = ours
    return (
      standing !== null &&
      rules.entitlement({ ...standing, answers: 0, answersLimit: 1 }, world.now) === 'answer'
    )
  }

  function expectPromises(): void {
    const paid = world.subs.filter((sub) => isPaying(sub))
    if (ours.deletedAt) {
      if (ours.standing) throw new Error('a deleted company came back')
      if (world.subs.some(({ status }) => ['active', 'trialing', 'past_due', 'unpaid'].includes(status)))
        throw new Error('a deleted company is still charged')
    } else {
      if (paid.length > 0 && !served()) throw new Error('charged and not served')
      if (paid.filter(({ endsAt, periodEndsAt }) => !endsAt || endsAt > periodEndsAt!).length > 1)
        throw new Error('charged twice from now on')
    }
    for (const sub of world.subs) expectServedOrTold(sub)
    expectMoneyBackTold(world)
    expectDebtorTold()
    if (served() && !isPaidFor()) throw new Error('served and not paid for')
    const [recovered, failed] = ['payment_recovered', 'payment_failed'].map(
      (name) =>
        ours.mails.filter((mail) => mail === name || (name === 'payment_failed' && mail === 'suspended'))
          .length,
    )
    if (recovered! > failed!) throw new Error('thanked for a payment that had not failed')
  }

  /** Every payment bought something, or is told as one that did not. */
  function expectServedOrTold({ id, invoice, status, periodStartsAt }: Sub): void {
    if (invoice?.status !== 'paid' || invoice.paidCents === 0 || ours.served.has(id)) return
    // What went back in another way need not be offered; what a bank holds cannot be.
    if (invoice.refundedCents >= invoice.paidCents) return
    if (ours.deletedAt && periodStartsAt! >= ours.deletedAt && !isContested(invoice.id))
      throw new Error('a deleted company paid and was not paid back')
    if (!ours.standing) return
    const wasBeside = ours.linked !== id && status === 'canceled'
    if (wasBeside && hasBest() && !ours.repayments.has(invoice.id)) throw new Error('paid twice and not told')
  }

  /** Whoever owes was told so; whoever was given up is asked for nothing more. */
  function expectDebtorTold(): void {
    const linked = world.subs.find(({ id }) => id === ours.linked)
    if (!ours.standing || !linked || !['past_due', 'unpaid'].includes(linked.status)) return
    const { state, suspendedAt } = ours.standing
    if (state === 'cancelled' && suspendedAt) throw new Error('given up and still asked for money')
    if (state !== 'grace' && state !== 'suspended') throw new Error('a charge failed and nobody was told')
  }

  function isContested(invoice: string): boolean {
    return (world.charges.get(invoice)?.disputes ?? []).length > 0
  }

  function hasBest(): boolean {
    return world.subs.some((sub) => isPaying(sub))
  }

  /** A paid period, the time in which we learn that it was not renewed, and the grace after that. */
  function isPaidFor(): boolean {
    return world.subs.some((sub) => {
      if (sub.status === 'incomplete' || isSlow(sub)) return false
      const paid = sub.invoice?.status === 'paid' ? sub.periodEndsAt! : sub.periodStartsAt!
      const learnt = learntOf.get(sub.invoice?.id ?? '') ?? +paid + LEARNS_WITHIN
      return +world.now < Math.max(+paid, learnt) + GRACE_DAYS * DAY
    })
  }
}

/** Paid for as Stripe has it, and not by something that is on its way. */
function isPaying(sub: Sub): boolean {
  return (sub.status === 'active' || sub.status === 'trialing') && !isSlow(sub)
}
