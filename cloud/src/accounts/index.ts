/** The accounts room's front door. */

export { accountRoutes } from './accounts.route.ts'
export { type Accounts, type AccountsOptions, createAccounts } from './accounts.ts'
export { type Attempts, attemptsInMemory, attemptsInRedis } from './attempts.ts'
export { createTenant, type NewPerson, type NewTenant } from './create-tenant.ts'
export { findTenant } from './tenant.repo.ts'
