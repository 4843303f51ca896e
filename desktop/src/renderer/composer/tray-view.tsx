import { bytesText } from '@plantao/ui/format'
import { FileText, Video, X } from 'lucide-react'
import { useText } from '../text/use-text.ts'
import { type TrayFile, takeOut } from './tray.ts'

/** The files that will go with the next click on send. */
export function TrayView({ conversationId, files }: { conversationId: string; files: TrayFile[] }) {
  const text = useText()
  return (
    <ul className="tray" aria-label={text.desk.file.tray}>
      {files.map(({ key, file, kind, preview }) => (
        <li key={key} className="tray-file">
          {preview ? (
            <img src={preview} alt="" />
          ) : kind === 'video' ? (
            <Video size={22} aria-hidden="true" />
          ) : (
            <FileText size={22} aria-hidden="true" />
          )}
          <span className="tray-words">
            <span className="cut">{file.name}</span>
            <span className="muted figures">{bytesText(file.size, text.locale)}</span>
          </span>
          <button
            type="button"
            className="button button-plain button-icon"
            aria-label={text.desk.file.remove(file.name)}
            onClick={() => takeOut(conversationId, key)}
          >
            <X size={16} aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  )
}
