import type { QuickReply } from '@plantao/shared/quick-replies'
import { folded } from '../bridge.ts'

/** Where a shortcut is being typed: the place of its slash and what follows it. */
export type Slash = { from: number; query: string }

const MOST = 8

/** The shortcut right before the caret, if one is being typed there; a slash inside a word is none. */
export function slashAt(text: string, caret: number): Slash | null {
  const typed = /(?:^|\s)\/([\p{L}\p{N}-]{0,30})$/u.exec(text.slice(0, caret))
  return typed ? { from: caret - (typed[1] ?? '').length - 1, query: typed[1] ?? '' } : null
}

/** The words with a slash after them, so that the list of quick replies opens. */
export function withSlash(words: string): string {
  return words && !/\s$/.test(words) ? `${words} /` : `${words}/`
}

/** Whether there is nothing but a shortcut: "/" or "/pix". */
export function isOnlySlash(words: string): boolean {
  return /^\/[^\s/]*$/.test(words.trim())
}

/** The replies a query means, best first: shortcut begins with it, shortcut holds it, text holds it. */
export function matching(replies: QuickReply[], query: string): QuickReply[] {
  const wanted = folded(query)
  const rank = ({ shortcut, text }: QuickReply) => {
    const name = folded(shortcut)
    if (name.startsWith(wanted)) return 0
    if (name.includes(wanted)) return 1
    return folded(text).includes(wanted) ? 2 : 3
  }
  return replies
    .map((reply) => ({ reply, at: rank(reply) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at || (a.reply.shortcut < b.reply.shortcut ? -1 : 1))
    .slice(0, MOST)
    .map(({ reply }) => reply)
}
