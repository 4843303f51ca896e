import type { Balance, Books } from './books.ts'
import type { Phone } from './phone.ts'

/** Everything that is known of each reply that was lost or came twice, a line each; nothing when none was. */
export async function tellStories(
  { lostReplies, doubledReplies }: Balance,
  books: Pick<Books, 'story'>,
  phone: Pick<Phone, 'ledger'>,
): Promise<string[]> {
  const odd = [
    ...lostReplies.map((one) => ({ ...one, what: 'lost' })),
    ...doubledReplies.map((one) => ({ ...one, what: 'doubled' })),
  ]
  if (odd.length === 0) return []
  const { out } = await phone.ledger()
  const lines: string[] = []
  for (const { phone: tail, text, what } of odd) {
    lines.push(`${what} for …${tail}: ${text.split('\n')[0]}`)
    for (const line of await books.story(tail)) lines.push(`  ${line}`)
    for (const { contact, atMs, id, text: shown } of out)
      if (contact.endsWith(tail))
        lines.push(`  on the phone ${new Date(atMs).toISOString()} ${id} ${shown.slice(0, 40)}`)
  }
  return lines
}
