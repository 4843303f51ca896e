import { createTransport } from 'nodemailer'
import { type Mailer, MailRefused } from '../mailer.port.ts'

/** Milliseconds for each step; a whole try stays below a minute, the time a mail is claimed for. */
const CONNECT_MS = 10_000
const SILENCE_MS = 20_000

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
        const code = (error as { responseCode?: number }).responseCode ?? 0
        if (code >= 500 && code !== 535) throw new MailRefused(code)
        // A server's sentence quotes addresses; what is kept is which kind of trouble it was.
        throw new Error(`SMTP: ${(error as { code?: string }).code ?? 'failed'}${code ? ` ${code}` : ''}`)
      }
    },
    close: () => transport.close(),
  }
}
