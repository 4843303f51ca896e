import type { Message } from '@plantao/shared/conversations'
import { ChartBar, Paperclip } from 'lucide-react'
import { useText } from '../text/use-text.ts'
import { AudioContent } from './audio-content.tsx'
import { ContactCards } from './contact-cards.tsx'
import { DocumentContent } from './document-content.tsx'
import { StickerContent, VideoContent } from './moving.tsx'
import { Picture } from './picture.tsx'
import { Place } from './place.tsx'
import './media.css'

/** What a message holds besides words, as something to see, hear, open or copy. */
export function MediaContent({ message }: { message: Message }) {
  const text = useText()
  const { kind, media } = message
  switch (kind) {
    case 'text':
    case 'note':
      return null
    case 'image':
      return <Picture message={message} />
    case 'audio':
      return <AudioContent message={message} />
    case 'video':
      return <VideoContent message={message} />
    case 'sticker':
      return <StickerContent message={message} />
    case 'document':
      return <DocumentContent message={message} />
    case 'location':
      return <Place message={message} />
    case 'contact':
      return <ContactCards message={message} />
    case 'poll':
      return (
        <div className="poll">
          <span className="media">
            <ChartBar size={18} aria-hidden="true" /> <strong>{text.kind.poll}</strong>
          </span>
          <ul>
            {media?.options?.map((option) => (
              <li key={option}>{option}</li>
            ))}
          </ul>
        </div>
      )
    case 'unsupported':
      return (
        <span className="media">
          <Paperclip size={18} aria-hidden="true" /> <strong>{text.kind.unsupported}</strong>
        </span>
      )
  }
}
