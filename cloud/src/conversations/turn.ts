import type { MessageAuthor } from '@plantao/shared/conversations'
import { readable } from '../platform/readable.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import type { ConversationRow } from './conversation.repo.ts'
import { wholeSecond } from './late.ts'
import { type Bubble, type Remembered, saidBeforeTurn } from './turn.repo.ts'

/** One entry of the AI's memory, as much of it as is read. `mark` is not anyone's words: it tells where a human stretch ended. */
export type MemoryEntry = {
  author: MessageAuthor | 'mark'
  text: string
  at: Date
  /** The bot asked back for a detail with it. */
  asksBack?: true
}

/** A turn waits this long for the words of a voice note or image; after that it goes on without them. */
const WORDS_WAIT_MS = 60_000

/** Until when a turn waits for words that are being made out, or null when it need not. */
export function waitsForWords(bubbles: Bubble[], now: Date): Date | null {
  const until = bubbles
    .filter(({ deleted, media }) => !deleted && media?.words === 'pending')
    .map(({ createdAt }) => createdAt.getTime() + WORDS_WAIT_MS)
    .filter((time) => time > now.getTime())
  return until.length > 0 ? new Date(Math.max(...until)) : null
}

/** How many messages before the turn the AI remembers. */
const MEMORY = 10

/**
 * The last messages before the turn, oldest first; what the team wrote among themselves is none of it. Handoff texts are left out, or the bot would take its old "I do
 * not know" for today's; where people answered and handed back, a mark says so.
 */
export async function memoryOf(tx: TenantTx, conversation: ConversationRow): Promise<MemoryEntry[]> {
  const rows = await saidBeforeTurn(tx, conversation, MEMORY)
  return withMark(
    rows.reverse().filter((row) => row.decision !== 'handoff'),
    conversation.handedBackAt,
  )
}

/** Within the second of the hand-back the instant of arrival tells what was before it. */
function isBefore({ at, createdAt }: Pick<Remembered, 'at' | 'createdAt'>, handedBackAt: Date): boolean {
  const [written, back] = [wholeSecond(at).getTime(), wholeSecond(handedBackAt).getTime()]
  return written < back || (written === back && createdAt < handedBackAt)
}

/** Pure part of `memoryOf`. */
export function withMark(
  entries: (Omit<Remembered, 'decision'> & { decision?: string | null })[],
  handedBackAt: Date | null,
): MemoryEntry[] {
  const plain: MemoryEntry[] = entries.map(({ author, text, at, decision }) => ({
    author,
    text: readable(text, 'remembered'),
    at,
    ...(decision === 'clarify' ? { asksBack: true as const } : {}),
  }))
  if (!handedBackAt || !entries.some((entry) => isBefore(entry, handedBackAt))) return plain
  const mark: MemoryEntry = {
    author: 'mark',
    text: 'O atendimento humano terminou aqui; a IA voltou a atender.',
    at: handedBackAt,
  }
  const after = entries.findIndex((entry) => !isBefore(entry, handedBackAt))
  const place = after === -1 ? plain.length : after
  return [...plain.slice(0, place), mark, ...plain.slice(place)]
}
