import pg from 'pg'
import { type Ground, openGround } from '../../testing/hostile/ground.ts'
import { manyOwners } from '../../testing/hostile/owners.ts'
import { DOORS, type Door } from '../../testing/hostile/routes.ts'
import { HOSTILE, hostile, ordinary } from '../../testing/hostile/texts.ts'
import { startWholeHouse } from '../../testing/house/start-house.ts'
import { createPhone } from '../../testing/people/phone.ts'
import { cpuSeconds } from '../processes.ts'
import type { Report } from '../report.ts'

/** How long each load lasts. Seconds. */
const SECONDS = 60
/** Texts on their way in at once: some bring messages, some files and knowledge. */
const LANES = 6
/** Calls of one kind a minute and member are limited; so many are seldom turned away. */
const OWNERS = 20
/** Between two questions after its health. Milliseconds. */
const ASKED_EVERY_MS = 50

/**
 * `bench hostile [seconds]`: how a house answers `/health` while every door takes hostile texts as fast as they come,
 * against ordinary texts of the same lengths and against silence. The cloud is a process of its own; its processor time
 * and what came in meanwhile are told beside the answers.
 */
export async function run(report: Report): Promise<void> {
  const seconds = Number(process.argv.slice(3).find((word) => /^\d+$/.test(word)) ?? SECONDS)
  const house = await startWholeHouse()
  try {
    const database = new pg.Client(house.databaseUrl)
    await database.connect()
    const owners = await manyOwners(house.cloudUrl, (sql, values) => database.query(sql, values), {
      email: 'dona@padaria.example',
      password: 'padaria-demo',
      count: OWNERS,
    })
    await database.end()
    const phone = createPhone(house.sandboxUrl)
    const ground = openGround({
      cloudUrl: house.cloudUrl,
      phone: (from, { text = '', ...more }) => phone.write(from, String(text), more),
      owners,
      // Nobody waits: the doors are to be full.
      settled: async () => undefined,
    })
    const pid = house.services[0]!.pid()
    const loads: [string, ((door: Door, turn: number) => string) | null][] = [
      ['silence', null],
      ['ordinary', (door) => ordinary(door.length, door.by)],
      ['hostile', (door, turn) => hostile(HOSTILE[turn % HOSTILE.length]!, door.length)],
    ]
    for (const [name, text] of loads) {
      const end = performance.now() + seconds * 1000
      const before = cpuSeconds(pid)
      const sent = { texts: 0, characters: 0, refused: 0 }
      const lanes = text
        ? Array.from({ length: LANES }, (_, lane) => bring(ground, lane, end, text, sent))
        : []
      const waits = await healthUntil(house.cloudUrl, end)
      await Promise.all(lanes)
      report({ metric: `${name}.health.p50`, value: quantile(waits, 0.5), unit: 'ms' })
      report({ metric: `${name}.health.p99`, value: quantile(waits, 0.99), unit: 'ms' })
      report({ metric: `${name}.health.worst`, value: Math.max(...waits), unit: 'ms' })
      report({ metric: `${name}.health.asked`, value: waits.length, unit: 'times' })
      report({ metric: `${name}.texts`, value: sent.texts, unit: 'texts' })
      report({ metric: `${name}.characters`, value: sent.characters, unit: 'characters' })
      report({ metric: `${name}.turned_away`, value: sent.refused, unit: 'texts' })
      const spent = cpuSeconds(pid) - before
      report({ metric: `${name}.processor`, value: spent / seconds, unit: 'cores' })
    }
  } finally {
    await house.stop()
  }
}

type Sent = { texts: number; characters: number; refused: number }

/** One text after the other, door by door, until the time is over. */
async function bring(
  ground: Ground,
  lane: number,
  end: number,
  text: (door: Door, turn: number) => string,
  sent: Sent,
): Promise<void> {
  for (let turn = lane; performance.now() < end; turn += LANES) {
    const door = DOORS[turn % DOORS.length]!
    const words = text(door, Math.floor(turn / DOORS.length) + turn)
    try {
      await door.pass(ground, words)
      sent.texts += 1
      sent.characters += words.length
    } catch {
      // A limit a minute and member: that the door is shut to who brings too much is as it should be.
      sent.refused += 1
    }
  }
}

/** How long each answer took. Milliseconds. */
async function healthUntil(url: string, end: number): Promise<number[]> {
  const waits: number[] = []
  while (performance.now() < end) {
    const asked = performance.now()
    const answer = await fetch(`${url}/health`)
    await answer.text()
    waits.push(performance.now() - asked)
    await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY_MS))
  }
  return waits
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}
