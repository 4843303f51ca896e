import type { Logger } from '../platform/logging.ts'
import type { Metrics } from '../platform/metrics.ts'
import type { Tasks } from '../platform/queue.ts'
import { sendMailTask } from './send-mail.task.ts'

export { failedMail, MAILS_APART_MS, mailByKey, queueMail, sendAgain } from './mail.repo.ts'
export { mailRoutes } from './mail.route.ts'
export { MailRefused, REFUSED } from './mailer.port.ts'
export type { Prepare, Recipient } from './send-mail.task.ts'
export { mailTo, type WriteTo } from './write-to.ts'

type Deps = Omit<Parameters<typeof sendMailTask>[0], 'onOutcome'> & { metrics: Metrics; log: Logger }

/** The room's tasks, tied to this house. A try that failed is counted and logged, without an address. */
export function mailTasks({ metrics, log, ...deps }: Deps) {
  const tries = metrics.counter('mail_total', 'Mails by what became of a try', ['template', 'outcome'])
  return {
    'send-mail': sendMailTask({
      ...deps,
      onOutcome: (outcome, about) => {
        tries.inc({ template: about.template, outcome })
        if (outcome === 'retried') log.warn({ ...about, outcome }, 'mail will be tried again')
        if (outcome === 'failed') log.error({ ...about, outcome }, 'mail failed for good')
      },
    }),
  } satisfies Tasks
}
