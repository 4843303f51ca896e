import type { Message, MessageKind } from '@plantao/shared/conversations'
import { ChartBar, FileText, Image, MapPin, Mic, Paperclip, Sticker, UserRound, Video } from 'lucide-react'
import { bytesText } from '../text/format.ts'
import { useText } from '../text/use-text.ts'

const ICONS: Record<Exclude<MessageKind, 'text' | 'note'>, typeof Mic> = {
  image: Image,
  video: Video,
  audio: Mic,
  document: FileText,
  sticker: Sticker,
  location: MapPin,
  contact: UserRound,
  poll: ChartBar,
  unsupported: Paperclip,
}

/** What kind of thing a message carries besides words: its icon, name, length and size. */
export function MediaLine({ message }: { message: Message }) {
  const text = useText()
  if (message.kind === 'text' || message.kind === 'note') return null
  const Icon = ICONS[message.kind]
  const { media } = message
  const seconds = media?.seconds
  const parts = [
    media?.fileName,
    seconds === undefined ? null : `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`,
    media?.bytes ? bytesText(media.bytes, text.locale) : null,
  ].filter(Boolean)
  return (
    <span className="media">
      <Icon size={18} aria-hidden="true" />
      <span className="media-words">
        <strong>{text.kind[message.kind]}</strong>
        {parts.length > 0 && <span className="figures"> {parts.join(' · ')}</span>}
      </span>
    </span>
  )
}
