import type { Language } from '@plantao/shared/accounts'
import type { Letter } from './letter.ts'

/** Every mail the house sends and what it tells. Instants are ISO strings; `site` is our public address, `zone` the
 * company's own time zone when the mail leaves. */
export type MailFacts = {
  /** Login and temporary password of a new owner. The password is made by the sending task. */
  welcome: { site: string; name: string; company: string; email: string; password: string; days: number }
  /** A company whose subscription was over is served again. */
  payment_attached: { site: string; name: string; company: string }
  /** Paid for time that another subscription served: it is offered back, in cents of a real. */
  second_payment: { site: string; name: string; company: string; cents: number }
  /** A boleto or Pix was not paid in its time. `again`: where to begin anew, a path of ours. */
  payment_lapsed: { site: string; name: string; company: string; again: string }
  /** Given back by hand at Stripe, in cents of a real. */
  refund_made: { site: string; name: string; company: string; cents: number }
  /** The payer's bank contests a charge, and how that ended. */
  dispute_opened: { site: string; name: string; company: string; cents: number }
  dispute_won: { site: string; name: string; company: string; cents: number }
  dispute_lost: { site: string; name: string; company: string; cents: number }
  /** A payment named an e-mail somebody signs in with. The token is made by the sending task. */
  payment_held: { site: string; name: string; token: string; days: number }
  password_reset: { site: string; name: string; token: string; minutes: number }
  invite: { site: string; name: string; company: string; inviter: string; token: string; days: number }
  payment_failed: { site: string; company: string; until: string; zone: string }
  grace_reminder: { site: string; company: string; until: string; zone: string }
  suspended: { site: string; company: string; until: string; zone: string }
  payment_recovered: { site: string; company: string }
  cancelled: { site: string; company: string; until: string; zone: string }
  /** Customers whom the AI handed over and nobody answered for a while; one mail for all of them. */
  pending_handoffs: { site: string; company: string; count: number; minutes: number }
  /** The WhatsApp number does not work, and why. */
  number_trouble: { site: string; company: string; health: string; since: string; zone: string }
  /** More attendants than the plan has places for. */
  seats_over: { site: string; company: string; attendants: number; limit: number }
  quota_warning: { site: string; company: string; answers: number; limit: number }
}

export type MailTemplate = keyof MailFacts

const LOCALES: Record<Language, string> = { pt: 'pt-BR', en: 'en' }

/** One language's words for every mail. */
export type Letters = { [N in MailTemplate]: (facts: MailFacts[N]) => Letter }

/** A day as people write it, by the company's own clock: `1 de dezembro de 2026`. */
export function dayOf(iso: string, language: Language, zone: string): string {
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: zone }).format(
    new Date(iso),
  )
}

/** A day and hour by the company's own clock, and which that is: `24 de novembro de 2026 às 14:32 (horário de Brasília)`. */
export function momentOf(iso: string, language: Language, zone: string): string {
  const locale = LOCALES[language]
  const at = new Date(iso)
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone: zone })
  return `${moment.format(at)} (${zoneName(at, locale, zone)})`
}

/** `horário de Brasília`, `Amazon Time`: the same all year, for whoever reads it does not think of summer time. */
function zoneName(at: Date, locale: string, zone: string): string {
  const named = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'longGeneric' })
  const name = named.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? zone
  // Where no other time is known the name says "standard": nobody says it so.
  return name.replace(/ (?:Padrão|Standard)\b/, '').replace(/^Horário/, 'horário')
}

/** `R$ 97,00` of cents, as people write it. */
export function moneyOf(cents: number, language: Language): string {
  const format = new Intl.NumberFormat(LOCALES[language], {
    style: 'currency',
    currency: 'BRL',
  })
  return format.format(cents / 100)
}

/** `1.234` or `1,234`. */
export function countOf(value: number, language: Language): string {
  return value.toLocaleString(LOCALES[language])
}
