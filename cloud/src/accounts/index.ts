/** The accounts room's front door. */

export { accountRoutes } from './accounts.route.ts'
export { type Accounts, type AccountsOptions, createAccounts } from './accounts.ts'
export { type Attempts, attemptsInMemory, attemptsInRedis } from './attempts.ts'
export { cameFrom } from './came-from.ts'
export { createTenant, type NewPerson, type NewTenant } from './create-tenant.ts'
export { type Founding, foundTenant } from './found-tenant.ts'
export { placesTaken } from './invite.repo.ts'
export { mailOwners } from './mail-owners.ts'
export { mailedSecrets } from './mailed-secrets.ts'
export { memberByEmail, ownersOf } from './member.repo.ts'
export { teamRoutes } from './team.route.ts'
export { findTenant } from './tenant.repo.ts'
