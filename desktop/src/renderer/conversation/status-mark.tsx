import type { MessageStatus } from '@plantao/shared/conversations'
import { Ban, Check, CheckCheck, CircleHelp, Clock, TriangleAlert } from 'lucide-react'
import { useText } from '../text/use-text.ts'

/** Where a message of ours stands: a tick for the eye, a word for a screen reader and the tooltip. */
export function StatusMark({ status }: { status: MessageStatus }) {
  const text = useText()
  if (status === 'received') return null
  const words = text.status[status]
  const shape = { size: 15, 'aria-hidden': true }
  return (
    <span className={`mark mark-${status}`} title={words}>
      {status === 'queued' && <Clock {...shape} />}
      {status === 'sending' && <Clock {...shape} />}
      {status === 'held' && <CircleHelp {...shape} />}
      {status === 'sent' && <Check {...shape} />}
      {(status === 'delivered' || status === 'read') && <CheckCheck {...shape} />}
      {status === 'failed' && <TriangleAlert {...shape} />}
      {status === 'cancelled' && <Ban {...shape} />}
      <span className="unseen">{words}</span>
    </span>
  )
}
