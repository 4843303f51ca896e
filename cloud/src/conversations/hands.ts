import type { OutboundRow } from './outbound-row.ts'

type Claim = Pick<OutboundRow, 'messageId' | 'attempts'>

/** What one run of this process has claimed. */
export type Hand = {
  /** Called inside the claiming transaction: from its commit on, long before this process hears of it, others see the claim. */
  hold(claim: Claim): void
  letGo(): void
}

/** The claims this process has in its hands: one of its own outside of them was left by a run that broke. */
export function createHands(): { hand(): Hand; isInHand(claim: Claim): boolean } {
  const held = new Set<string>()
  // A run that comes late must not let go of a newer claim of the same message.
  const nameOf = ({ messageId, attempts }: Claim) => `${messageId}:${attempts}`
  return {
    hand() {
      const mine: string[] = []
      return {
        hold(claim) {
          mine.push(nameOf(claim))
          held.add(nameOf(claim))
        },
        letGo() {
          for (const name of mine.splice(0)) held.delete(name)
        },
      }
    },
    isInHand: (claim) => held.has(nameOf(claim)),
  }
}
