/** The mail room's front door: `queueMail` with the facts, in the transaction that makes them true. */

export { mailTasks } from './doors.ts'
export { queueMail } from './mail.repo.ts'
export type { Prepare } from './send-mail.task.ts'
