import { mailedSecrets, mailRecipient } from './accounts/index.ts'
import { heldPaymentSecrets, seatMails, subscriptionMails } from './billing/index.ts'
import { waitingMails } from './handoff/index.ts'
import { mailTasks } from './mail/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database.ts'
import { stillInTrouble } from './whatsapp/index.ts'

type Parts = Pick<Parameters<typeof mailTasks>[0], 'mailer' | 'metrics' | 'log' | 'site'> & {
  db: Database
  clock: Clock
}

/** The task that sends mails, with what each room looks at when one of its mails leaves. */
export function bindMails({ db, clock, ...parts }: Parts) {
  return mailTasks({
    ...parts,
    db,
    now: clock.now,
    recipient: mailRecipient(db),
    prepare: {
      ...mailedSecrets(db),
      ...heldPaymentSecrets(db),
      ...subscriptionMails(db),
      ...seatMails(db),
      ...waitingMails(db, clock.now),
      number_trouble: async (tenantId, { health }) =>
        (await stillInTrouble(db, tenantId, String(health))) ? {} : null,
    },
  })
}
