import { parseArgs } from 'node:util'
import { failedMail, sendAgain } from '../mail/index.ts'
import { systemClock } from '../platform/clock.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { roleUrl } from '../platform/roles.ts'

/** Most that are shown, or sent again at once. */
const MOST = 200
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Row = { tenant_id: string; mail_id: string; created_at: Date }

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
  const db = openDatabase({ url: roleUrl(databaseUrl, 'plantao_app'), clock: systemClock, poolSize: 2 })
  try {
    const rows = await db.lookup<Row>('select * from failed_mails($1)', [MOST])
    const chosen = again && again !== 'all' ? rows.filter((row) => row.mail_id === again) : rows
    return again ? await repeat(db, chosen, again, say) : await show(db, chosen, say)
  } finally {
    await db.close()
  }
}

async function show(db: Database, rows: Row[], say: (line: string) => void): Promise<number> {
  if (rows.length === 0) say('No mail has failed for good.')
  for (const { tenant_id, mail_id } of rows) {
    const mail = await db.tenant(tenant_id, (tx) => failedMail(tx, mail_id))
    if (!mail) continue
    say(`${mail.id}  ${mail.template}  ${tenant_id}  ${mail.createdAt.toISOString()}: ${mail.failure}`)
  }
  if (rows.length === MOST) say(`The newest ${MOST} are shown; there may be more.`)
  return 0
}

async function repeat(
  db: Database,
  rows: Row[],
  which: string,
  say: (line: string) => void,
): Promise<number> {
  let sent = 0
  for (const { tenant_id, mail_id } of rows)
    if (await db.tenant(tenant_id, (tx) => sendAgain(tx, mail_id))) sent += 1
  if (sent === 0 && which !== 'all') {
    say(`There is no failed mail ${which}.`)
    return 1
  }
  say(sent === 1 ? '1 mail is sent again.' : `${sent} mails are sent again.`)
  return 0
}
