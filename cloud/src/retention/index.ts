/** The retention room's front door. */
export { retainTask, retentionTask } from './retention.task.ts'
