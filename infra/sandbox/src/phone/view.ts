import type { StoredMessage } from '../evolution/message.ts'

const words = (message: unknown): string => {
  const [part] = Object.values((message ?? {}) as Record<string, unknown>)
  return typeof part === 'string' ? part : ((part as { caption?: string } | undefined)?.caption ?? '…')
}

function details({ data }: StoredMessage) {
  const quote = data.contextInfo as { stanzaId?: string; quotedMessage?: unknown } | null | undefined
  const { pollCreationMessageV3: poll } = data.message as {
    pollCreationMessageV3?: { options: { optionName: string }[] }
  }
  return {
    ...(quote?.stanzaId ? { quoted: { id: quote.stanzaId, text: words(quote.quotedMessage) } } : {}),
    ...(poll ? { options: poll.options.map(({ optionName }) => optionName) } : {}),
  }
}

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
    ...details(message),
    ...(message.media
      ? { media: { mimetype: message.media.mimetype, fileName: message.media.fileName } }
      : {}),
    ...(message.reaction ? { reaction: message.reaction } : {}),
    ...(message.edited ? { edited: true } : {}),
    ...(message.revoked ? { revoked: true } : {}),
  }
}
