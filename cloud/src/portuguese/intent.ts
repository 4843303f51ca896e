import { isComplaint } from './intent/complaint.ts'
import { asksForPerson } from './intent/customer-asked.ts'
import { isEmergency } from './intent/emergency.ts'
import { plainChat } from './intent/plain-chat.ts'

export type Intent = 'customer_asked' | 'complaint' | 'emergency'

/**
 * Whether a customer's turn is one only a person may handle, whatever the knowledge says. The gravest wins: danger before anger,
 * anger before the plain wish for a person. Null for everything else.
 */
export function intentOf(text: string): Intent | null {
  const plain = plainChat(text)
  if (isEmergency(plain)) return 'emergency'
  if (isComplaint(text, plain)) return 'complaint'
  return asksForPerson(plain) ? 'customer_asked' : null
}
