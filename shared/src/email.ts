import { z } from 'zod'

/**
 * A mailbox's name as it is kept and compared: without the blanks around it, in small letters, a domain with accents in
 * the form that mail servers speak (`ana@açaí.com.br` is `ana@xn--aa-8ja…`, the URL standard's own rule for names).
 */
export function mailbox(typed: string): string {
  const address = typed.trim().toLowerCase()
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1)
  if (at < 1 || /^[\x21-\x7e]*$/.test(domain)) return address
  try {
    return `${address.slice(0, at)}@${new URL(`http://${domain}`).hostname}`
  } catch {
    return address
  }
}

/** An e-mail address as people type it: brought into its kept form first, then checked. */
export const Email = z.string().max(320).meta({ format: 'email' }).transform(mailbox).pipe(z.email().max(254))
export type Email = z.infer<typeof Email>

/** One that somebody signs in with: whether it exists is not told by its shape. */
export const KnownEmail = z.string().max(320).transform(mailbox).pipe(z.string().min(3).max(254))
