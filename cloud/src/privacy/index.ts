/** The privacy room's front door. */
export { eraseContactTask } from './erase-contact.task.ts'
export { createEraseFound } from './erase-found.ts'
export { eraseTenantTask } from './erase-tenant.task.ts'
export { privacyExportTask, type ReadFile } from './export.task.ts'
export { privacyRoutes } from './privacy.route.ts'
