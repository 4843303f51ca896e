/** A finished mail. Texts are whole; nothing is filled in any more. */
export type Mail = {
  /** Ours; the same for every try, so that a mail server may notice a repetition. */
  id: string
  to: string
  subject: string
  text: string
  html: string
}

/** Hands a mail to the outside. Throws `MailRefused` when trying again is useless, anything else when it is not. */
export type Mailer = { send(mail: Mail): Promise<void>; close(): void }

/** How the reason begins for which an address took no mail. */
export const REFUSED = 'refused for good'

/** The server said no for good: no such mailbox, a malformed address. Its words may quote the address: code only. */
export class MailRefused extends Error {
  constructor(code: number) {
    super(`${REFUSED} (${code})`)
    this.name = 'MailRefused'
  }
}
