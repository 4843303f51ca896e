/** The handoff room's front door. */
export { openHandoff } from './open.ts'
export { tellWaitingTask } from './tell-waiting.task.ts'
