import type { Message } from '@plantao/shared/conversations'
import { Mic } from 'lucide-react'
import { clockText } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { AudioPlayer } from './audio-player.tsx'
import { FileTrouble } from './file-trouble.tsx'
import { useMedia } from './use-media.ts'

/** A voice note or a piece of sound with its transcript's state; the transcript itself is the message's text. */
export function AudioContent({ message }: { message: Message }) {
  const text = useText()
  const state = useMedia(message, false)
  const { media } = message
  const words = media?.words
  return (
    <span className="audio">
      {state.status === 'none' || state.status === 'pending' ? (
        <span className="media">
          <Mic size={18} aria-hidden="true" />
          <strong>{text.kind.audio}</strong>
          {media?.seconds !== undefined && <span className="figures">{clockText(media.seconds)}</span>}
        </span>
      ) : (
        <AudioPlayer src={state.url} seconds={media?.seconds} onWanted={state.want} />
      )}
      <FileTrouble message={message} state={state} />
      {words && words !== 'ready' && (
        <span className="muted media-small">{text.desk.media.words[words]}</span>
      )}
      {message.text && <span className="caption">{text.conversation.transcript}</span>}
    </span>
  )
}
