import { rmSync } from 'node:fs'
import { Id } from '@plantao/shared/ids'
import type { Engine } from './engine.ts'
import { readIfThere, replaceFile } from './files.ts'

/**
 * Remembers in a file which conversation is open, so that a restart comes back to it; answers the one of last time, or
 * null. Signing out forgets it: it is nobody else's.
 */
export function rememberOpen(path: string, engine: Pick<Engine, 'onChange'>): string | null {
  const read = Id.safeParse(readIfThere(path)?.toString())
  const last = read.success ? read.data : null
  let kept = last
  const keep = (id: string | null) => {
    if (id === kept) return
    kept = id
    try {
      if (id) replaceFile(path, id)
      else rmSync(path, { force: true })
    } catch {
      // A disk that refuses costs this one comfort and must not cost the console.
    }
  }
  engine.onChange(({ set, reset }) => {
    if (set?.session?.phase === 'signedOut') keep(null)
    // A reset empties the desk without anybody having closed the conversation.
    else if (set?.thread !== undefined && !reset) keep(set.thread?.conversationId ?? null)
  })
  return last
}
