import { bytesText } from '@plantao/ui/format'
import { FileUp } from 'lucide-react'
import { bridge, type Upload } from '../bridge.ts'
import { useConsole } from '../store.ts'
import { failureText, useText } from '../text/use-text.ts'
import { StatusMark } from './status-mark.tsx'

/** A file on its way: how far it is, why it waits, and what to do when it was refused. */
export function UploadBubble({ upload }: { upload: Upload }) {
  const text = useText()
  const online = useConsole((state) => state.connection.phase === 'online')
  const { clientId, kind, name, bytes, caption, state, share, failure } = upload
  const percent = share.toLocaleString(text.locale, { style: 'percent' })
  const moving = share > 0 ? text.desk.file.sent(percent) : text.desk.file.sending
  const waiting = online ? text.status.leaving : text.desk.file.waiting
  const words = state === 'failed' ? text.desk.file.failed : state === 'sending' ? moving : waiting
  return (
    <div className="line line-first">
      <div className="bubble bubble-out bubble-waiting">
        <span className="media">
          <FileUp size={20} aria-hidden="true" />
          <span className="media-words">
            <strong>{kind === 'audio' ? text.kind.audio : name}</strong>
            <span className="muted figures"> {bytesText(bytes, text.locale)}</span>
          </span>
        </span>
        {caption && <span className="words">{caption}</span>}
        {state === 'sending' && (
          <progress className="upload" max={1} {...(share > 0 ? { value: share } : {})} aria-label={words} />
        )}
        <span className="foot figures">
          <span>{words}</span>
          <StatusMark status={state === 'failed' ? 'failed' : 'queued'} />
        </span>
      </div>
      {state !== 'sending' && (
        <p className={state === 'failed' ? 'trouble trouble-bad' : 'trouble'} role="status">
          {state === 'failed' && failure && failureText(text, failure)}
          {state === 'failed' && (
            <button type="button" className="link" onClick={() => void bridge().console.retryFile(clientId)}>
              {text.status.retry}
            </button>
          )}
          <button type="button" className="link" onClick={() => void bridge().console.discardFile(clientId)}>
            {text.status.discard}
          </button>
        </p>
      )}
    </div>
  )
}
