import { TriangleAlert } from 'lucide-react'
import { useText } from '../text/use-text.ts'
import { useDesktop } from './machine.ts'
import './settings.css'

/** Says clearly that the sign-in will not survive a restart, where that is so. */
export function SessionNotice() {
  const { settings: text } = useText()
  const desktop = useDesktop()
  if (desktop?.session !== 'forgotten') return null
  return (
    <div className="notice" role="note">
      <p className="notice-head">
        <TriangleAlert size={16} aria-hidden="true" />
        <strong>{text.sessionForgotten}</strong>
      </p>
      <p>{text.sessionForgottenLead}</p>
    </div>
  )
}
