import { parseArgs } from 'node:util'
import { failedMail, sendAgain } from '../mail/index.ts'
import type { Database } from '../platform/database.ts'
import { type FailedAt, MOST_MAILS, withFailedMails } from './failed-mails.repo.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * `mails`: what could not be delivered, of every company, the newest first: ids, kinds and the mail server's number, no
 * address. `--again ID` or `--again all` gives them their days of tries again; what is no longer true is not sent then.
 */
export async function mails(
  args: string[],
  databaseUrl: string,
  say: (line: string) => void,
): Promise<number> {
  const { again } = parseArgs({ args, options: { again: { type: 'string' } } }).values
  if (again !== undefined && again !== 'all' && !UUID.test(again)) {
    say('--again needs the id of a mail, or: all')
    return 2
  }
  return withFailedMails(databaseUrl, (db, failed) =>
    again === undefined ? show(db, failed, say) : repeat(db, failed, again, say),
  )
}

async function show(db: Database, failed: FailedAt[], say: (line: string) => void): Promise<number> {
  if (failed.length === 0) say('No mail has failed for good.')
  for (const { tenantId, mailId } of failed) {
    const mail = await db.tenant(tenantId, (tx) => failedMail(tx, mailId))
    if (mail)
      say(`${mail.id}  ${mail.template}  ${tenantId}  ${mail.createdAt.toISOString()}: ${mail.failure}`)
  }
  if (failed.length === MOST_MAILS) say(`The newest ${MOST_MAILS} are shown; there may be more.`)
  return 0
}

async function repeat(
  db: Database,
  failed: FailedAt[],
  which: string,
  say: (line: string) => void,
): Promise<number> {
  let sent = 0
  for (const { tenantId, mailId } of failed) {
    if (which !== 'all' && which !== mailId) continue
    if (await db.tenant(tenantId, (tx) => sendAgain(tx, mailId))) sent += 1
  }
  if (sent === 0 && which !== 'all') {
    say(`There is no failed mail ${which}.`)
    return 1
  }
  say(sent === 1 ? '1 mail is sent again.' : `${sent} mails are sent again.`)
  return 0
}
