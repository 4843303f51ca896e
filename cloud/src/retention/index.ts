/** The retention room's front door. */
export { KEPT_MS, retainTask, retentionTask } from './retention.task.ts'
