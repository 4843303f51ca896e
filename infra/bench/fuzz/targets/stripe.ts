import { createHmac } from 'node:crypto'
import type { Random } from '../../../testing/random.ts'
import type { Ground } from '../ground.ts'
import { mutated, written } from '../hostile.ts'
import { collect, inLanes, type Result, type Told, tried } from '../run.ts'

/** Of `infra/testing/house/in-process.ts`. */
const SECRET = 'whsec_sandbox'

const subscription = {
  id: 'sub_fuzz',
  object: 'subscription',
  customer: 'cus_fuzz',
  status: 'active',
  cancel_at_period_end: false,
  items: { data: [{ current_period_end: 1_800_000_000, price: { lookup_key: 'plantao_essencial_9900' } }] },
  metadata: { plan: 'essencial' },
}
const OBJECTS: Record<string, object> = {
  'checkout.session.completed': {
    id: 'cs_fuzz',
    object: 'checkout.session',
    mode: 'subscription',
    payment_status: 'paid',
    customer: 'cus_fuzz',
    subscription: 'sub_fuzz',
    customer_details: { email: 'fuzz@example.com', name: 'Fuzz', phone: null },
    metadata: { email: 'fuzz@example.com', name: 'Fuzz', phone: '5511999990000', plan: 'essencial' },
  },
  'checkout.session.async_payment_succeeded': {
    id: 'cs_fuzz',
    object: 'checkout.session',
    customer: 'cus_fuzz',
  },
  'customer.subscription.updated': subscription,
  'customer.subscription.deleted': { ...subscription, status: 'canceled' },
  'invoice.paid': {
    id: 'in_fuzz',
    object: 'invoice',
    customer: 'cus_fuzz',
    parent: { subscription_details: { subscription: 'sub_fuzz' } },
    lines: { data: [{ period: { end: 1_800_000_000 } }] },
  },
  'invoice.payment_failed': { id: 'in_fuzz', object: 'invoice', customer: 'cus_fuzz', attempt_count: 1 },
  'something.new': { id: 'x' },
}

/** Events of Stripe's, broken; signed rightly, wrongly, too old or not at all. */
export async function fuzzStripe(
  ground: Ground,
  { count, seed }: { count: number; seed: number },
): Promise<Result> {
  const all = collect('stripe')
  const before = await ground.untouched()
  const send = async (random: Random, at: number): Promise<Told> => {
    const type = random.pick(Object.keys(OBJECTS))
    const event = {
      id: random.next() < 0.9 ? `evt_${at}` : 'evt_same',
      object: 'event',
      type,
      created: Math.floor(Date.now() / 1000),
      livemode: false,
      api_version: '2025-09-30.clover',
      data: { object: OBJECTS[type] },
    }
    const payload = written(random, mutated(random, event, random.pick([0, 1, 1, 2, 4])))
    const signature = signatureFor(random, payload)
    const answer = await ground.test.house.web.inject({
      method: 'POST',
      url: '/webhook/billing',
      headers: {
        'content-type':
          random.next() < 0.95
            ? 'application/json'
            : random.pick(['text/plain', 'multipart/form-data; boundary=x']),
        ...(signature === null ? {} : { 'stripe-signature': signature }),
      },
      remoteAddress: '198.18.1.2',
      payload,
    })
    const { statusCode: status, body: text } = answer
    const sent = String(payload)
    const faults = ground.judge({ status, text, sent })
    if (status === 200 && !isSigned(signature, payload)) faults.push('took an event nobody signed')
    return { outcome: String(status), faults, case: `${type} ${status} ${sent} → ${text}` }
  }
  await inLanes(count, 12, async (at) =>
    all.told(at, await tried({ seed, door: 'stripe', at }, (random) => send(random, at))),
  )
  await ground.settled()
  if ((await ground.untouched()) !== before) all.fault('the other company changed')
  return all.result()
}

const sign = (at: number, payload: string | Buffer) =>
  createHmac('sha256', SECRET).update(`${at}.`).update(payload).digest('hex')

function signatureFor(random: Random, payload: string | Buffer): string | null {
  const now = Math.floor(Date.now() / 1000)
  const right = `t=${now},v1=${sign(now, payload)}`
  if (random.next() < 0.8) return right
  return random.pick([
    null,
    '',
    't=,v1=',
    `t=${now},v1=${'0'.repeat(64)}`,
    `t=${now - 86_400},v1=${sign(now - 86_400, payload)}`,
    `t=${now},v1=${sign(now, `${String(payload)} `)}`,
    right.replace('v1', 'v0'),
    `t=NaN,v1=${sign(now, payload)}`,
    'x'.repeat(5_000),
  ])
}

function isSigned(signature: string | null, payload: string | Buffer): boolean {
  const [, at, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature ?? '') ?? []
  return (
    at !== undefined && Math.abs(Number(at) - Date.now() / 1000) < 600 && sign(Number(at), payload) === mac
  )
}
