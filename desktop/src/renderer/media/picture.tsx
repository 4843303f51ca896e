import type { Message } from '@plantao/shared/conversations'
import { Download, Image } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../text/use-text.ts'
import { Dialog } from '../ui/dialog.tsx'
import { FileTrouble } from './file-trouble.tsx'
import { useMedia } from './use-media.ts'

/** A picture's widest on the screen, in pixels; its height is kept free before it is there, so that nothing jumps. */
const WIDEST = 320
const TALLEST = 360

function sizeOf(media: Message['media']): { width: number; height: number } {
  const { width = 320, height = 240 } = media ?? {}
  const scale = Math.min(1, WIDEST / width, TALLEST / height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

/** An image of the history; a click shows it whole. */
export function Picture({ message }: { message: Message }) {
  const text = useText()
  const state = useMedia(message, true)
  const [large, setLarge] = useState(false)
  const { media } = message
  const alt = media?.description ?? message.text ?? text.kind.image
  const small = (
    <span className="media">
      <Image size={18} aria-hidden="true" />
      <span>
        <strong>{text.kind.image}</strong> {media?.viewOnce && <span>({text.desk.media.viewOnce})</span>}
        <FileTrouble message={message} state={state} />
      </span>
    </span>
  )
  if (state.status === 'none' || state.status === 'failed' || state.status === 'pending') return small
  return (
    <>
      <button
        type="button"
        className="picture"
        aria-label={text.desk.media.open}
        style={sizeOf(media)}
        disabled={!state.url}
        onClick={() => setLarge(true)}
      >
        {state.url ? <img src={state.url} alt={alt} /> : <span className="bone picture-bone" />}
      </button>
      {large && state.url && (
        <Dialog
          title={text.kind.image}
          shape="picture"
          onClose={() => setLarge(false)}
          foot={
            <a className="button" href={state.url} download={media?.fileName ?? 'imagem'}>
              <Download size={16} aria-hidden="true" /> {text.desk.media.download}
            </a>
          }
        >
          <img className="picture-large" src={state.url} alt={alt} />
        </Dialog>
      )}
    </>
  )
}
