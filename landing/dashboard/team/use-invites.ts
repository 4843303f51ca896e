import { useList } from '../ui/use-list.tsx'

/** While a mail is on its way its address may turn out wrong: asked so often, in milliseconds. */
const EVERY_MS = 10_000

/** Invitations nobody has taken up yet. */
export function useInvites() {
  return useList('invites', { query: { limit: 50 } }, EVERY_MS)
}
