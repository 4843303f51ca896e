import type { Message } from '@plantao/shared/conversations'
import { useEffect, useRef, useState } from 'react'
import { firstUnread } from './rows.ts'

/**
 * Where the line of new messages stands: set when there is something unread on opening or after looking away, kept
 * while it is read, gone once I answer.
 */
export function useFresh(messages: Message[], unread: number, answering: boolean): string | null {
  const [fresh, setFresh] = useState(() => firstUnread(messages, unread))
  const before = useRef(unread)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the count tells when something new came.
  useEffect(() => {
    if (before.current === 0 && unread > 0) setFresh(firstUnread(messages, unread))
    before.current = unread
  }, [unread])
  useEffect(() => {
    if (answering) setFresh(null)
  }, [answering])
  return fresh
}
