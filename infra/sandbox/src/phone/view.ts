import type { StoredMessage } from '../evolution/message.ts'

/** A message as `GET /phone/messages` and the phone page show it. */
export function viewOf(message: StoredMessage) {
  return {
    id: message.data.key.id,
    direction: message.direction,
    author: message.author,
    chat: message.chat,
    kind: message.kind,
    text: message.text,
    at: new Date(message.at).toISOString(),
    status: message.status,
    ...(message.media
      ? { media: { mimetype: message.media.mimetype, fileName: message.media.fileName } }
      : {}),
    ...(message.reaction ? { reaction: message.reaction } : {}),
    ...(message.edited ? { edited: true } : {}),
    ...(message.revoked ? { revoked: true } : {}),
  }
}
