import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Faults } from '../faults.ts'
import { Inbox } from './inbox.ts'
import { registerMailPage } from './page.ts'
import { smtpServer } from './smtp.ts'

const querySchema = z.object({ to: z.string().optional() })

/**
 * The mail side of the sandbox: an SMTP server on loopback that takes every mail, `GET /mail/messages?to=` and the
 * inbox page `/mail`. Call it before the app listens.
 * @param options.smtpPort 0 for any free port
 * @param options.inbox where mails are kept; an empty one by default
 * @returns the port SMTP listens on, and how to stop it; closing the app stops it too
 * @throws when the port is taken
 */
export async function startMail(
  app: FastifyInstance,
  { smtpPort, faults, inbox = new Inbox() }: { smtpPort: number; faults: Faults; inbox?: Inbox },
): Promise<{ port: number; close(): Promise<void> }> {
  app.get('/mail/messages', async (request) => ({
    messages: inbox.list(querySchema.parse(request.query).to),
  }))
  registerMailPage(app)

  const smtp = smtpServer(inbox, faults)
  await new Promise<void>((resolve, reject) => {
    smtp.once('error', reject)
    smtp.listen(smtpPort, '127.0.0.1', () => {
      smtp.off('error', reject)
      resolve()
    })
  })
  // A client that hangs up in the middle is its own affair, not the end of the sandbox.
  smtp.on('error', () => {})

  let closed: Promise<void> | undefined
  const close = () => {
    closed ??= new Promise<void>((resolve) => smtp.close(() => resolve()))
    return closed
  }
  app.addHook('onClose', close)
  return { port: (smtp.server.address() as AddressInfo).port, close }
}
