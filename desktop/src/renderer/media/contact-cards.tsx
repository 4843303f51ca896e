import type { Message } from '@plantao/shared/conversations'
import { phoneText } from '@plantao/ui/format'
import { UserRound } from 'lucide-react'
import { useText } from '../text/use-text.ts'
import { CopyButton } from '../ui/copy-button.tsx'

/** People a customer passed on. */
export function ContactCards({ message }: { message: Message }) {
  const text = useText()
  const people = message.media?.contacts ?? []
  return (
    <ul className="cards">
      {people.length === 0 && (
        <li className="media">
          <UserRound size={18} aria-hidden="true" /> <strong>{text.kind.contact}</strong>
        </li>
      )}
      {people.map(({ name, phone }) => (
        <li key={`${name} ${phone}`} className="media">
          <UserRound size={18} aria-hidden="true" />
          <span className="media-words">
            <strong>{name}</strong>
            {phone && <span className="muted figures"> {phoneText(phone)}</span>}
          </span>
          {phone && <CopyButton what={phoneText(phone) ?? phone} />}
        </li>
      ))}
    </ul>
  )
}
