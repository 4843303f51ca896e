export type OutboundState = 'queued' | 'claimed' | 'ambiguous' | 'held' | 'sent' | 'failed' | 'cancelled'

/** Handed to WhatsApp, and nobody knows the end: the message may be on the customer's phone. */
export const UNSETTLED: readonly OutboundState[] = ['claimed', 'ambiguous', 'held']

/** Not settled: it will be sent, or nobody knows whether it was. */
export function isOpen(row: { state: OutboundState }): boolean {
  return row.state === 'queued' || isUnsettled(row)
}

export function isUnsettled({ state }: { state: OutboundState }): boolean {
  return UNSETTLED.includes(state)
}
