import type { Message } from '@plantao/shared/conversations'
import { useEffect, useState } from 'react'
import { bridge } from '../bridge.ts'

/** Files kept as addresses of this page; the least lately used is given back first. */
const KEPT = 80
const kept = new Map<string, Promise<string | null>>()

function fetchOnce(conversationId: string, messageId: string): Promise<string | null> {
  const found = kept.get(messageId)
  const address = found ?? load(conversationId, messageId)
  kept.delete(messageId)
  kept.set(messageId, address)
  if (kept.size > KEPT) {
    const [oldest] = kept
    if (oldest) {
      kept.delete(oldest[0])
      void oldest[1].then((url) => url && URL.revokeObjectURL(url))
    }
  }
  return address
}

async function load(conversationId: string, messageId: string): Promise<string | null> {
  const answer = await bridge().console.media(conversationId, messageId)
  if (answer.ok) {
    const { bytes, mime } = answer.value
    return URL.createObjectURL(new Blob([bytes], { type: mime }))
  }
  // Not kept: the next look tries again.
  kept.delete(messageId)
  return null
}

export type MediaState = {
  status: 'none' | 'pending' | 'idle' | 'loading' | 'ready' | 'failed'
  url: string | null
  /** Fetches it, or tries again. */
  want: () => void
}

/** The file of a message as an address this page may show. `eager` fetches it as soon as it is there. */
export function useMedia(message: Message, eager: boolean): MediaState {
  const { conversationId, id, media } = message
  const state = media?.state
  const [wanted, setWanted] = useState(eager)
  const [url, setUrl] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    if (state !== 'ready' || !wanted) return
    let current = true
    void fetchOnce(conversationId, id).then((address) => {
      if (!current) return
      setUrl(address)
      setFailed(address === null)
      if (address === null) setWanted(false)
    })
    return () => {
      current = false
    }
  }, [state, wanted, conversationId, id])

  const status = () => {
    if (state === undefined) return 'none'
    if (state !== 'ready') return state
    if (url) return 'ready'
    if (failed && !wanted) return 'failed'
    return wanted ? 'loading' : 'idle'
  }
  return { status: status(), url, want: () => setWanted(true) }
}
