import type { Instance } from '../evolution/instance.ts'
import type { StoredMessage } from '../evolution/message.ts'

/**
 * The message something is about.
 * @param id its id; without one, the latest of the chat that `fits`
 */
export function findTarget(
  instance: Instance,
  chat: string,
  id: string | undefined,
  fits: (message: StoredMessage) => boolean = ({ direction }) => direction === 'out',
): StoredMessage | undefined {
  if (id) return instance.messages.get(id)
  const found = instance.messages.lastOf(chat, (message) => message.kind !== 'reaction' && fits(message))
  return found && instance.messages.get(found.data.key.id)
}
