export { deleteExpired as deleteExpiredRehearsals } from './rehearsal.repo.ts'
export { rehearsalRoutes } from './rehearsal.route.ts'
export { rehearseTask } from './rehearse.task.ts'
