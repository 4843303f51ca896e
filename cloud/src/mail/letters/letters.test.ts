import { expect, it } from 'vitest'
import type { MailFacts, MailTemplate } from './facts.ts'
import { writeLetter } from './index.ts'

const site = 'https://plantao.example'
const company = 'Pão & <Cia> "1"'
const zone = 'America/Sao_Paulo'
const until = '2026-12-01T02:00:00.000Z'
const ALL: MailFacts = {
  welcome: { site, name: '<b>Ana</b>', company, email: 'a@b.example', password: 'ab-CD', days: 7 },
  payment_attached: { site, name: 'Ana', company },
  second_payment: { site, name: 'Ana', company, cents: 9_700 },
  payment_lapsed: { site, name: 'Ana', company, again: '/assinar' },
  refund_made: { site, name: 'Ana', company, cents: 9_700 },
  dispute_opened: { site, name: 'Ana', company, cents: 9_700 },
  dispute_won: { site, name: 'Ana', company, cents: 9_700 },
  dispute_lost: { site, name: 'Ana', company, cents: 9_700 },
  payment_held: { site, name: 'Ana', token: 'a/b+c', days: 7 },
  password_reset: { site, name: 'Ana', token: 'a/b+c', minutes: 60 },
  invite: { site, name: 'Ana', company, inviter: "D'Ávila", token: 'tok', days: 7 },
  payment_failed: { site, company, until, zone },
  grace_reminder: { site, company, until, zone },
  suspended: { site, company, until, zone },
  payment_recovered: { site, company },
  cancelled: { site, company, until, zone },
  pending_handoffs: { site, company, count: 3, minutes: 25 },
  number_trouble: { site, company, health: 'logged_out', since: until, zone },
  seats_over: { site, company, attendants: 5, limit: 2 },
  quota_warning: { site, company, answers: 1234, limit: 4000 },
}
const templates = Object.keys(ALL) as MailTemplate[]

for (const language of ['pt', 'en'] as const) {
  it.each(templates)(`%s in ${language} is whole, and lets no word of anybody become markup`, (template) => {
    const { subject, text, html } = writeLetter(template, language, ALL[template] as never)
    for (const part of [subject, text, html]) expect(part).not.toMatch(/undefined|\[object|NaN|Invalid Date/)
    expect(html).not.toMatch(/<b>|<Cia>|"1"/)
    expect(subject).not.toMatch(/\n/)
    expect(html).toContain(`lang="${language === 'pt' ? 'pt-BR' : 'en'}"`)
    expect(text).toContain(site)
  })
}

it('says other words in the other language', () => {
  for (const template of templates) {
    const facts = ALL[template] as never
    expect(writeLetter(template, 'pt', facts).subject).not.toBe(writeLetter(template, 'en', facts).subject)
  }
})

it('carries login, password and links as they are', () => {
  const { text, html } = writeLetter('welcome', 'pt', ALL.welcome)
  for (const part of ['a@b.example', 'ab-CD', `${site}/login`, `${site}/dashboard`])
    expect(text).toContain(part)
  expect(html).toContain('&lt;b&gt;Ana&lt;/b&gt;')
  expect(writeLetter('password_reset', 'en', ALL.password_reset).text).toContain(
    `${site}/login/reset?token=a%2Fb%2Bc`,
  )
})

it('tells hours by the company’s own clock, and which that is', () => {
  const { payment_failed } = ALL
  const of = (zone: string, language: 'pt' | 'en') =>
    writeLetter('payment_failed', language, { ...payment_failed, zone }).text
  expect(of('America/Sao_Paulo', 'pt')).toContain('30 de novembro de 2026 às 23:00 (horário de Brasília)')
  expect(of('America/Manaus', 'pt')).toContain('30 de novembro de 2026 às 22:00 (horário do Amazonas)')
  expect(of('Europe/Lisbon', 'en')).toMatch(/December 1, 2026 at 2:00\sAM \(Western European Time\)/)
  // In the subject the day is enough; it is the company's, too.
  expect(writeLetter('grace_reminder', 'pt', { ...payment_failed, zone: 'Asia/Tokyo' }).subject).toContain(
    '1 de dezembro de 2026',
  )
})
