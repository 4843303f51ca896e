import { createTransport } from 'nodemailer'
import { hostOf, isInner } from '../../platform/settings/addresses.ts'
import { type Mailer, MailRefused } from '../mailer.port.ts'

/** Milliseconds for each step; a whole try stays below a minute, the time a mail is claimed for. */
const CONNECT_MS = 10_000
const SILENCE_MS = 20_000

/** What crosses the internet goes encrypted or not at all; without this a server that offers no TLS gets it in the open. */
export function mustEncrypt(url: string): boolean {
  const host = hostOf(url)
  return host === null || !isInner(host)
}

/**
 * Mail by SMTP.
 * @param url `smtp://user:password@host:587`, or `smtps:` for TLS from the first byte
 * @param from what recipients see, `Plantão <nao-responda@example.com>`
 */
export function smtpMailer({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport(
    {
      url,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      requireTLS: mustEncrypt(url),
      // What a mail holds is ours alone: nothing in it may make the library read a file or an address.
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  const host = /@([\w.-]+)/.exec(from)?.[1] ?? 'plantao'
  return {
    async send({ id, ...mail }) {
      try {
        await transport.sendMail({ ...mail, messageId: `<${id}@${host}>` })
      } catch (error) {
        const { responseCode: code = 0, code: kind } = error as { responseCode?: number; code?: string }
        // A wrong password, or no encryption: the server's fault or ours, not the mail's.
        if (code >= 500 && code !== 535 && kind !== 'ETLS') throw new MailRefused(code)
        // A server's sentence quotes addresses; what is kept is which kind of trouble it was.
        throw new Error(`SMTP: ${kind ?? 'failed'}${code ? ` ${code}` : ''}`)
      }
    },
    close: () => transport.close(),
  }
}
