import { type BusinessHours, DEFAULT_BOT_SETTINGS } from '@plantao/shared/bot-settings'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type CompanyOnWhatsapp,
  companyOnWhatsapp,
} from '../../../infra/testing/scene/company-on-whatsapp.ts'
import { createPeople } from '../conversations/index.ts'
import { botMayWrite } from './bot-may.ts'

// A company that asked for silence at night has it, whatever kept the words until then.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const { messages } = DEFAULT_BOT_SETTINGS
/** Every day from 8 to 18 h in Brasília, 11 to 21 h UTC. */
const week = [0, 1, 2, 3, 4, 5, 6].map((day) => ({ day, opens: '08:00', closes: '18:00' }))
let company: CompanyOnWhatsapp
let phones = 0
let phone: string
beforeAll(async () => {
  company = await companyOnWhatsapp(new Date('2026-11-30T11:00:00Z'))
})
afterAll(() => company.stop())
beforeEach(async () => {
  phone = `55119${String(71_000_000 + ++phones)}`
  company.turnToNext('18:05')
  await settings({ enabled: true, outside: 'answer' })
})

const settings = (change: { enabled?: boolean; outside?: BusinessHours['outside'] }) =>
  company.db.tenant(company.tenant.tenantId, (tx) =>
    tx.query(
      `insert into bot_settings (tenant_id, settings, updated_at) values ($1, $2, $3)
       on conflict (tenant_id) do update set settings = excluded.settings`,
      [
        tx.tenantId,
        JSON.stringify({
          ...DEFAULT_BOT_SETTINGS,
          enabled: change.enabled ?? true,
          businessHours: { week, outside: change.outside ?? 'silence' },
        }),
        tx.now,
      ],
    ),
  )
/** Somebody asks for a person in the evening, nobody comes, and it is given back a day later, at 18:06. */
async function leftAlone(): Promise<void> {
  await company.customer(phone, 'quero falar com um atendente')
  await company.pass(MINUTE)
  expect(await company.conversation(phone)).toMatchObject({ state: 'awaiting_human' })
  await settings({ outside: 'silence' })
  await company.pass(24 * HOUR)
  await company.returnStale()
  await company.pass(MINUTE)
}
const since = (count: number) => company.sentTo(phone).slice(count)

describe('the message after 24 hours', () => {
  it('gives the conversation back at once, and waits with its words for the opening', async () => {
    await leftAlone()
    expect(await company.conversation(phone)).toMatchObject({ state: 'ai_active' })
    expect(since(1)).toEqual([])
    company.turnToNext('07:59')
    await company.work()
    expect(since(1)).toEqual([])
    company.turnToNext('08:00')
    await company.work()
    expect(since(1)).toEqual([messages.nobodyAnswered])
    await company.pass(HOUR)
    expect(since(1)).toHaveLength(1)
  })

  it('is dropped when the customer wrote in the night', async () => {
    await leftAlone()
    await company.pass(2 * HOUR)
    await company.customer(phone, 'alguém aí?')
    await company.pass(MINUTE)
    company.turnToNext('08:00')
    await company.pass(HOUR)
    expect(since(1)).toEqual([])
  })

  it('is dropped when a person wrote in the night', async () => {
    await leftAlone()
    const actor = { ...company.tenant, name: 'Ana', traceId: 't' }
    const { id } = (await company.conversation(phone))!
    await createPeople({ db: company.db }).send(actor, id, { clientId: 'c1', text: 'Cheguei, diga!' })
    await company.pass(MINUTE)
    // People may write at any hour.
    expect(since(1)).toEqual(['Cheguei, diga!'])
    company.turnToNext('08:00')
    await company.pass(HOUR)
    expect(since(1)).toHaveLength(1)
  })

  it('is dropped when the bot was switched off by then', async () => {
    await leftAlone()
    await settings({ enabled: false })
    company.turnToNext('08:00')
    await company.pass(HOUR)
    expect(since(1)).toEqual([])
  })

  it('leaves by the zone that holds in the morning, and in no night of it', async () => {
    await leftAlone()
    await company.db.tenant(company.tenant.tenantId, (tx) =>
      tx.query(
        `update bot_settings set settings = settings || '{"timeZone": "America/Los_Angeles"}' where tenant_id = $1`,
        [tx.tenantId],
      ),
    )
    // Five hours behind Brasília in winter: its eight o'clock is 13:00 there.
    company.turnToNext('08:00')
    await company.work()
    company.turnToNext('12:59')
    await company.work()
    expect(since(1)).toEqual([])
    company.turnToNext('13:00')
    await company.work()
    expect(since(1)).toEqual([messages.nobodyAnswered])
  })

  it('waits on when the hours were changed meanwhile, and leaves by those of the morning', async () => {
    await leftAlone()
    const later = week.map((stretch) => ({ ...stretch, opens: '10:00' }))
    await company.db.tenant(company.tenant.tenantId, (tx) =>
      tx.query(
        `update bot_settings set settings = jsonb_set(settings, '{businessHours,week}', $2) where tenant_id = $1`,
        [tx.tenantId, JSON.stringify(later)],
      ),
    )
    company.turnToNext('08:00')
    await company.pass(HOUR)
    expect(since(1)).toEqual([])
    company.turnToNext('10:00')
    await company.work()
    expect(since(1)).toHaveLength(1)
  })
})

it('holds back a reply that WhatsApp did not take before the company closed', async () => {
  await settings({ outside: 'silence' })
  company.turnToNext('17:58')
  company.away(true)
  await company.customer(phone, 'quanto é o frete?')
  await company.pass(5 * MINUTE)
  company.away(false)
  await company.pass(3 * HOUR)
  expect(company.sentTo(phone)).toEqual([])
  company.turnToNext('08:00')
  await company.pass(MINUTE)
  expect(company.sentTo(phone)).toHaveLength(1)
})

it('is decided by the switch, the subscription and the hours', () => {
  const at = (iso: string) => new Date(iso)
  const active = { state: 'active' as const, periodEndsAt: null, answers: 0, answersLimit: 1 }
  const of = (outside: BusinessHours['outside'], enabled = true) => ({
    enabled,
    timeZone: 'America/Sao_Paulo',
    businessHours: { week, outside },
  })
  const night = at('2026-12-01T06:10:00Z')
  const day = at('2026-12-01T15:00:00Z')
  const opening = at('2026-12-01T11:00:00Z')
  const asked = (settings: ReturnType<typeof of>, now: Date, subscription: typeof active | null = active) =>
    botMayWrite({ settings, now, subscription })
  expect(asked(of('silence'), night)).toEqual(opening)
  expect(asked(of('silence'), day)).toBeNull()
  expect(asked(of('answer'), night)).toBeNull()
  expect(asked(of('handoff'), night)).toBeNull()
  expect(asked(of('silence', false), day)).toBe('never')
  expect(asked(of('answer'), day, null)).toBe('never')
})
