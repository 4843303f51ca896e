import { z } from 'zod'
import { Id, Instant } from './ids.ts'

/** A tenant keeps at most this many: what does not fit in one look is searched no faster than typed. */
export const MOST_QUICK_REPLIES = 200

/** What is typed after `/`: letters, digits and hyphens, kept in lower case. */
export const Shortcut = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}-]{0,29}$/u)

/** Text that answers often. `{nome}`, `{empresa}` and `{atendente}` in it are filled when it is put into a reply. */
export const QuickReply = z.object({ id: Id, shortcut: Shortcut, text: z.string(), updatedAt: Instant })
export type QuickReply = z.infer<typeof QuickReply>

export const WriteQuickReply = z.object({ shortcut: Shortcut, text: z.string().trim().min(1).max(4096) })
export type WriteQuickReply = z.infer<typeof WriteQuickReply>
