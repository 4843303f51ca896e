import { BellOff } from 'lucide-react'
import { clockTime } from '../text/format.ts'
import { useText } from '../text/use-text.ts'
import { useNoticing, useSilence } from './machine.ts'
import { openSettings } from './open.ts'

/** In the rail while nothing pops up, so that nobody waits for a notice that will not come. */
export function QuietSign() {
  const { settings: text, locale } = useText()
  const { quiet, quietUntil } = useNoticing()
  const silence = useSilence()
  if (!silence) return null
  const words = {
    off: text.silentOff,
    until: text.silentHours(quietUntil ? clockTime(quietUntil, locale) : ''),
    hours: text.silentHours(quiet.to),
  }[silence]
  return (
    <button
      type="button"
      className="rail-button"
      title={words}
      aria-label={words}
      onClick={() => openSettings('notices')}
    >
      <BellOff size={20} aria-hidden="true" />
    </button>
  )
}
