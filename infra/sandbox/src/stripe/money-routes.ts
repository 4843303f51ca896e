import type { FastifyInstance } from 'fastify'
import { ApiError, known, missing, page, queryOf } from './answers.ts'
import { type Form, recordAt, textAt } from './form.ts'
import { chargeOf, chargesOf, refund } from './money-back.ts'
import type { StripeWorld } from './world.ts'

type Params = { id: string }

/** What was paid and what went back: charges, refunds, disputes, and which payment belongs to which invoice. */
export function moneyRoutes(api: FastifyInstance, world: StripeWorld): void {
  api.get('/invoice_payments', async (request) => {
    const query = queryOf(request)
    const [invoice, intent] = [textAt(query, 'invoice'), textAt(query, 'payment', 'payment_intent')]
    const found = [...world.payments.values()]
      .filter((one) => !invoice || one.invoice === invoice)
      .filter((one) => !intent || one.payment.payment_intent.id === intent)
    return page(found.reverse(), query, '/v1/invoice_payments')
  })
  api.get<{ Params: Params }>('/charges/:id', async ({ params }) => {
    const charge = chargesOf(world).find((one) => one.id === params.id)
    if (!charge) throw missing('charge', params.id)
    return charge
  })
  api.get<{ Params: Params }>('/disputes/:id', async ({ params }) =>
    known(world.disputes, params.id, 'dispute'),
  )
  api.get('/disputes', async (request) => {
    const query = queryOf(request)
    const [charge, intent] = [textAt(query, 'charge'), textAt(query, 'payment_intent')]
    const found = [...world.disputes.values()]
      .filter((one) => !charge || one.charge === charge)
      .filter((one) => !intent || one.payment_intent === intent)
    return page(found.reverse(), query, '/v1/disputes')
  })
  api.get('/refunds', async (request) => {
    const query = queryOf(request)
    const [charge, intent] = [textAt(query, 'charge'), textAt(query, 'payment_intent')]
    const found = world.refunds
      .filter((one) => !charge || one.charge === charge)
      .filter((one) => !intent || one.payment_intent === intent)
    return page(found.reverse(), query, '/v1/refunds')
  })
  api.post('/refunds', async (request) => {
    const form = request.body as Form
    const [intent, amount] = [textAt(form, 'payment_intent') ?? '', textAt(form, 'amount')]
    const charge = chargeOf(world, intent)
    if (!charge) throw missing('payment_intent', intent)
    if ([...world.disputes.values()].some((one) => one.charge === charge.id && one.status !== 'won'))
      throw new ApiError(400, 'Charge has been charged back; cannot issue a refund.', {
        code: 'charge_disputed',
      })
    if (charge.refunded)
      throw new ApiError(400, 'Charge has already been refunded.', { code: 'charge_already_refunded' })
    if (amount !== undefined && Number(amount) > charge.amount - charge.amount_refunded)
      throw new ApiError(400, 'Refund amount is greater than unrefunded amount on charge.', {
        param: 'amount',
      })
    return refund(world, intent, {
      ...(amount === undefined ? {} : { amount: Number(amount) }),
      reason: textAt(form, 'reason') ?? null,
      metadata: recordAt(form, 'metadata'),
    })
  })
}
