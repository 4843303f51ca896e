/** The mail room's front door: `queueMail` with the facts, in the transaction that makes them true. */

export { type NewMail, queueMail } from './mail.repo.ts'
export type { Mailer } from './mailer.port.ts'
export { type Prepare, sendMailTask } from './send-mail.task.ts'
