import type { Message } from '@plantao/shared/conversations'
import { download } from '@plantao/ui/download'
import { bytesText } from '@plantao/ui/format'
import { Download, FileText } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useText } from '../text/use-text.ts'
import { FileTrouble } from './file-trouble.tsx'
import { useMedia } from './use-media.ts'

/** A document: its name and size, and a way to have it. */
export function DocumentContent({ message }: { message: Message }) {
  const text = useText()
  const state = useMedia(message, false)
  const asked = useRef(false)
  const { media } = message
  const name = media?.fileName ?? text.kind.document
  useEffect(() => {
    if (state.url && asked.current) {
      asked.current = false
      download(state.url, name)
    }
  }, [state.url, name])
  const there = state.status === 'idle' || state.status === 'loading' || state.status === 'ready'
  return (
    <span className="media document">
      <FileText size={22} aria-hidden="true" />
      <span className="media-words">
        <strong>{name}</strong>
        {media?.bytes !== undefined && (
          <span className="muted figures"> {bytesText(media.bytes, text.locale)}</span>
        )}
        <FileTrouble message={message} state={state} />
      </span>
      {there && (
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={text.desk.media.downloadName(name)}
          disabled={state.status === 'loading'}
          onClick={() => {
            if (state.url) download(state.url, name)
            else {
              asked.current = true
              state.want()
            }
          }}
        >
          <Download size={18} aria-hidden="true" />
        </button>
      )}
    </span>
  )
}
