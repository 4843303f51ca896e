/**
 * The address WhatsApp knows a number by, as Evolution's createJid makes it: full JIDs stay, 18 digits or more are
 * a group, and a Brazilian mobile of DDD 31 and up loses the ninth digit.
 * @param number digits in any dress (`+55 (31) 98888-7777`) or a JID
 */
export function createJid(number: string): string {
  if (/@(g\.us|s\.whatsapp\.net|lid|broadcast)$/.test(number)) return number
  const digits = number.split('@')[0]!.replace(/\D/g, '')
  if (digits.length >= 18) return `${digits}@g.us`
  return `${withoutNinthDigit(digits)}@s.whatsapp.net`
}

function withoutNinthDigit(digits: string): string {
  const match = /^55(\d{2})\d(\d{8})$/.exec(digits)
  if (!match) return digits
  const [, area, subscriber] = match
  if (Number(area) < 31 || Number(subscriber![0]) < 7) return digits
  return `55${area}${subscriber}`
}

/** The part before the @. */
export const userOf = (jid: string): string => jid.split('@')[0]!

/** One JID per person: a phone JID written with the ninth digit is the one without. */
export const canonical = (jid: string): string =>
  jid.endsWith('@s.whatsapp.net') ? createJid(userOf(jid)) : jid

/** A hidden identity (15 digits, `@lid`) that is always the same for a phone number. */
export function lidOf(phone: string): string {
  const spread = (BigInt(phone.replace(/\D/g, '') || '0') * 7919n) % 899_999_999_999_999n
  return `${100_000_000_000_000n + spread}@lid`
}

/** Numbers that end in 0000 play those who have no WhatsApp (until they write). */
export const onWhatsapp = (jid: string): boolean =>
  !jid.endsWith('@s.whatsapp.net') || !userOf(jid).endsWith('0000')
