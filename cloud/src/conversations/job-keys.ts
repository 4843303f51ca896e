/** The key under which at most one waiting compose job of a conversation exists: the debounce. */
export function composeKey(tenantId: string, conversationId: string): string {
  return `compose:${tenantId}:${conversationId}`
}

/** The key under which at most one waiting dispatch job of a conversation exists. */
export function dispatchKey(conversationId: string): string {
  return `dispatch:${conversationId}`
}
