/** The handoff room's front door. */
export { openHandoff } from './open.ts'
export { tellWaitingTask, waitingMails } from './tell-waiting.task.ts'
