import { randomUUID } from 'node:crypto'
import type { ParsedMail } from 'mailparser'

/** A mail as it reached one recipient. */
export interface Mail {
  id: string
  /** The envelope's recipient, lower case. */
  to: string
  from: string
  subject: string
  text: string
  html: string | null
  /** When it came in, ISO 8601. */
  at: string
}

/** More than a long demo sends; the oldest go first. */
const CAPACITY = 2000

/** What came in by SMTP, oldest first; `mails` came to the sandbox before this one. */
export class Inbox {
  readonly #mails: Mail[]

  constructor(mails: Mail[] = []) {
    this.#mails = [...mails]
  }

  /** Keeps one mail for each recipient of the envelope. */
  add(recipients: string[], mail: ParsedMail): void {
    const at = new Date().toISOString()
    for (const to of recipients) {
      this.#mails.push({
        id: randomUUID(),
        to: to.toLowerCase(),
        from: mail.from?.text ?? '',
        subject: mail.subject ?? '',
        text: mail.text ?? '',
        html: mail.html || null,
        at,
      })
    }
    this.#mails.splice(0, this.#mails.length - CAPACITY)
  }

  /** All mails, or those to one address (in any case). */
  list(to?: string): Mail[] {
    return to === undefined
      ? [...this.#mails]
      : this.#mails.filter((mail) => mail.to === to.trim().toLowerCase())
  }
}
