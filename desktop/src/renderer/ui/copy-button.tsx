import { Copy } from 'lucide-react'
import { useText } from '../text/use-text.ts'
import { say } from './ui-store.ts'

/** Puts a few words on the clipboard and says so. */
export function CopyButton({ what }: { what: string }) {
  const text = useText()
  return (
    <button
      type="button"
      className="button button-plain button-icon"
      aria-label={text.desk.media.copy(what)}
      title={text.desk.media.copy(what)}
      onClick={() => void navigator.clipboard.writeText(what).then(() => say(text.desk.media.copied))}
    >
      <Copy size={15} aria-hidden="true" />
    </button>
  )
}
