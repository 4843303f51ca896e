const CONVERSATION = /^plantao:\/\/conversation\/([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/?$/i

/** The conversation a `plantao://conversation/<id>` among these words means, or null. Links are a stranger's words. */
export function linkedConversation(words: readonly string[]): string | null {
  for (const word of words) {
    const id = CONVERSATION.exec(word)?.[1]
    if (id) return id.toLowerCase()
  }
  return null
}
