import type { Message } from '@plantao/shared/conversations'
import { MapPin } from 'lucide-react'
import { useText } from '../text/use-text.ts'

/** Where a customer is: the coordinates, and a map elsewhere. No map service is asked before somebody clicks. */
export function Place({ message }: { message: Message }) {
  const text = useText()
  const { latitude, longitude } = message.media ?? {}
  const known = latitude !== undefined && longitude !== undefined
  return (
    <span className="media">
      <MapPin size={18} aria-hidden="true" />
      <span className="media-words">
        <strong>{text.kind.location}</strong>
        {known && (
          <>
            <span className="muted figures">
              {' '}
              {latitude.toFixed(5)}, {longitude.toFixed(5)}
            </span>
            <br />
            <a
              className="link"
              href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`}
              target="_blank"
              rel="noreferrer"
            >
              {text.desk.media.map}
            </a>
          </>
        )}
      </span>
    </span>
  )
}
