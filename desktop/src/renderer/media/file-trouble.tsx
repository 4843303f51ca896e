import type { Message } from '@plantao/shared/conversations'
import { useText } from '../text/use-text.ts'
import type { MediaState } from './use-media.ts'

/** One line about a file that is not there (yet), with a way to try again where that may help. */
export function FileTrouble({ message, state }: { message: Message; state: MediaState }) {
  const text = useText()
  const { status, want } = state
  if (status === 'pending') return <span className="muted media-small">{text.desk.media.pending}</span>
  if (status !== 'failed') return null
  const reason = message.media?.failure
  return (
    <span className="media-small media-failed">
      {reason ? text.desk.media.failure[reason] : text.desk.media.failed}
      {!reason && (
        <button type="button" className="link" onClick={want}>
          {text.conversation.retry}
        </button>
      )}
    </span>
  )
}
