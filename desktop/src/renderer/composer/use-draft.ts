import { useEffect, useRef, useState } from 'react'
import { bridge, draftKey, type OutboxItem } from '../bridge.ts'
import { useConsole } from '../store.ts'

/**
 * The words being written for one conversation, kept as its draft. `current` tells them at once, also between two
 * drawings of the screen.
 */
export function useDraft(conversationId: string, kind: OutboxItem['kind']) {
  const draft = useConsole((state) => state.drafts[draftKey(conversationId, kind)] ?? '')
  const [words, setWords] = useState(draft)
  const typed = useRef(draft)
  /** What was written here and not yet heard back: an echo must not overwrite the letters typed since. */
  const echoes = useRef<string[]>([])

  // A draft that changed elsewhere (a reply taken back, one sent after a takeover) shows here too.
  useEffect(() => {
    const heard = echoes.current.lastIndexOf(draft)
    if (heard >= 0) echoes.current.splice(0, heard + 1)
    else if (draft !== typed.current) {
      typed.current = draft
      setWords(draft)
    }
  }, [draft])

  function write(next: string): void {
    typed.current = next
    echoes.current.push(next)
    setWords(next)
    void bridge().console.setDraft(conversationId, next, kind)
    // Typing a note is nothing the customer waits for, so colleagues are not told.
    if (next && kind === 'text') void bridge().console.typed(conversationId)
  }

  return { words, write, current: () => typed.current }
}
