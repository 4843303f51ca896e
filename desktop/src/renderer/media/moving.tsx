import type { Message } from '@plantao/shared/conversations'
import { bytesText } from '@plantao/ui/format'
import { Play, Sticker, Video } from 'lucide-react'
import { clockText } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { FileTrouble } from './file-trouble.tsx'
import { useMedia } from './use-media.ts'

/** A video: fetched only when wanted, since it may be large. */
export function VideoContent({ message }: { message: Message }) {
  const text = useText()
  const state = useMedia(message, false)
  const { media } = message
  const parts = [
    media?.seconds === undefined ? null : clockText(media.seconds),
    media?.bytes ? bytesText(media.bytes, text.locale) : null,
  ].filter(Boolean)
  if (state.url) {
    // biome-ignore lint/a11y/useMediaCaption: customers' videos come without captions.
    return <video className="video" src={state.url} controls />
  }
  return (
    <span className="media">
      <Video size={18} aria-hidden="true" />
      <span>
        <strong>{text.kind.video}</strong> <span className="figures">{parts.join(' · ')}</span>
        <FileTrouble message={message} state={state} />
      </span>
      {(state.status === 'idle' || state.status === 'loading') && (
        <button type="button" className="button" disabled={state.status === 'loading'} onClick={state.want}>
          <Play size={15} aria-hidden="true" />
          {state.status === 'loading' ? text.desk.media.loading : text.desk.media.load}
        </button>
      )}
    </span>
  )
}

/** A sticker, without a frame around it. */
export function StickerContent({ message }: { message: Message }) {
  const text = useText()
  const state = useMedia(message, true)
  if (state.url) return <img className="sticker" src={state.url} alt={text.kind.sticker} />
  if (state.status === 'loading') return <span className="bone sticker" />
  return (
    <span className="media">
      <Sticker size={18} aria-hidden="true" />
      <span>
        <strong>{text.kind.sticker}</strong> <FileTrouble message={message} state={state} />
      </span>
    </span>
  )
}
