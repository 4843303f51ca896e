import { createHmac } from 'node:crypto'

/** The roles of the cluster besides the owner; see `migrations/0001-house.sql` for what each is for. */
export type Role = 'plantao_app' | 'plantao_queue' | 'plantao_lookup'

/** A role's password, derived from the owner's, so that one `DATABASE_URL` is all an operator keeps. */
export function rolePassword(ownerUrl: string, role: Role): string {
  const owner = new URL(ownerUrl)
  return createHmac('sha256', decodeURIComponent(owner.password))
    .update(`${owner.username}/${role}`)
    .digest('base64url')
}

/** The owner's address with another role in it. */
export function roleUrl(ownerUrl: string, role: Role): string {
  const url = new URL(ownerUrl)
  url.password = rolePassword(ownerUrl, role)
  url.username = role
  return url.href
}
