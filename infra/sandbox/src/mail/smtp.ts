import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { Faults } from '../faults.ts'
import type { Inbox } from './inbox.ts'

const MAX_MAIL = 10 * 1024 * 1024

/** What SMTP says when it closes the channel for now: senders keep the mail and come again. */
function unavailable(): Error {
  return Object.assign(new Error('Service not available, closing transmission channel'), {
    responseCode: 421,
  })
}

/** Addresses here are refused for good, as a mistyped domain is. */
const NOBODYS = '@nao-existe.example'

function nobody(): Error {
  return Object.assign(new Error('5.1.1 No such user here'), { responseCode: 550 })
}

/**
 * An SMTP server that takes every mail from anybody into the inbox, but for addresses at `nao-existe.example`. No STARTTLS: its certificate would be self-signed,
 * and senders that check certificates would rightly refuse it.
 */
export function smtpServer(inbox: Inbox, faults: Faults): SMTPServer {
  return new SMTPServer({
    name: 'sandbox.plantao.local',
    banner: 'caixa de entrada do sandbox',
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: MAX_MAIL,
    closeTimeout: 1000,
    onConnect: (_session, done) => done(faults.smtp.down ? unavailable() : null),
    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anyone' }),
    // A connection may have been opened before the fault struck.
    onMailFrom: (_address, _session, done) => done(faults.smtp.down ? unavailable() : null),
    onRcptTo: ({ address }, _session, done) =>
      done(address.toLowerCase().endsWith(NOBODYS) ? nobody() : null),
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address)
      simpleParser(stream).then(
        (mail) => {
          if (stream.sizeExceeded) {
            return done(
              Object.assign(new Error('Message exceeds fixed maximum message size'), { responseCode: 552 }),
            )
          }
          inbox.add(recipients, mail)
          done()
        },
        (error: Error) => done(error),
      )
    },
  })
}
