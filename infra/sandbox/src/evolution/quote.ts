import type { Instance } from './instance.ts'

/** The reply data of a quoted message we know; undefined for an id nobody saw. */
export function quoteOf(instance: Instance, id: string): Record<string, unknown> | undefined {
  const quoted = instance.messages.get(id)
  if (!quoted) return undefined
  const { key } = quoted.data
  const { messageContextInfo: _devices, ...message } = quoted.data.message
  return {
    mentionedJid: [],
    groupMentions: [],
    participant: key.fromMe ? instance.ownerJid : (key.participant ?? key.remoteJid),
    stanzaId: id,
    quotedMessage: message,
  }
}
