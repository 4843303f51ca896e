import { History } from 'lucide-react'
import { cameText } from '../text/format.ts'
import { useText } from '../text/use-text.ts'

/** Says of a message that it came long after it was written, and when. */
export function LateSign({ at, came, zone }: { at: string; came: string; zone: string }) {
  const text = useText()
  return (
    <span className="late" title={text.conversation.arrivedLateHint}>
      <History size={13} aria-hidden="true" />
      {text.conversation.arrivedLate(cameText(came, at, text.locale, zone))}
    </span>
  )
}
