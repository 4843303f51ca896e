import { postedEvents } from '../../../../cloud/src/whatsapp/fixtures/captures.ts'
import type { Random } from '../../../testing/random.ts'
import type { Ground } from '../ground.ts'
import { mutated, TEXTS, written } from '../hostile.ts'
import { collect, inLanes, type Result, type Told, tried } from '../run.ts'

const EVENTS = postedEvents()

/** What a real Evolution posted, broken, with the secret of the attacker's own number, of nobody, or of a made-up one. */
export async function fuzzEvolution(
  ground: Ground,
  { count, seed }: { count: number; seed: number },
): Promise<Result> {
  const all = collect('evolution')
  const before = await ground.untouched()
  const send = async (random: Random): Promise<Told> => {
    const { event, body } = random.pick(EVENTS)
    const payload = written(random, mutated(random, fresh(random, body), random.pick([0, 1, 1, 2, 3, 6])))
    const answer = await ground.test.house.web.inject({
      method: 'POST',
      url: `/webhook/whatsapp${random.next() < 0.9 ? '' : `/${random.pick([event.replaceAll('.', '-'), '..', '%00', 'x/y'])}`}`,
      headers: {
        authorization: secretFor(random, ground),
        ...(random.next() < 0.9 ? { 'content-type': 'application/json' } : {}),
        ...(random.next() < 0.03
          ? { 'content-type': random.pick(['text/plain', 'multipart/form-data; boundary=x', '']) }
          : {}),
      },
      remoteAddress: '198.18.1.1',
      payload,
    })
    const { statusCode: status, body: text } = answer
    const sent = String(payload)
    return {
      outcome: String(status),
      faults: ground.judge({ status, text, sent }),
      case: `${event} ${status} ${sent} → ${text}`,
    }
  }
  await inLanes(count, 12, async (at) => all.told(at, await tried({ seed, door: 'evolution', at }, send)))
  await ground.settled()
  if ((await ground.untouched()) !== before) all.fault('the other company changed')
  return all.result()
}

/** An id of its own for most, so that it is not merely a duplicate of the last. */
function fresh(random: Random, body: { data: unknown }): unknown {
  const copy = structuredClone(body) as { data?: { key?: { id?: string } } }
  if (copy.data?.key && random.next() < 0.8)
    copy.data.key.id = `FUZZ${Math.floor(random.next() * 1e15).toString(36)}`
  return copy
}

function secretFor(random: Random, { mine }: Ground): string {
  const chance = random.next()
  if (chance < 0.9) return `Bearer ${mine.secret}`
  if (chance < 0.95) return `Bearer ${mine.secret.slice(1)}x`
  return random.pick([
    '',
    'Bearer',
    'Bearer  ',
    `Bearer ${'x'.repeat(600)}`,
    `Bearer ${TEXTS[0]}`,
    'Basic YTpi',
  ])
}
