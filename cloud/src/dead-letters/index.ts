/** The dead-letters room's front door: jobs that failed for good. */
export { deadJobRoutes } from './dead-jobs.route.ts'
