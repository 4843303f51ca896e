import type { OutboundRow } from './outbound-row.ts'

type Claim = Pick<OutboundRow, 'messageId' | 'attempts'>

/** The claims of one run in this process. */
export type ClaimScope = {
  /** Call it inside the claiming transaction: others see the claim from its commit on, long before this process hears of the commit. */
  add(claim: Claim): void
  release(): void
}

/** The claims that runs of this process still work on. A claim of this process that is not among them was left by a run that broke. */
export function createLiveClaims(): { scope(): ClaimScope; has(claim: Claim): boolean } {
  const live = new Set<string>()
  // A late run must not release a newer claim of the same message.
  const nameOf = ({ messageId, attempts }: Claim) => `${messageId}:${attempts}`
  return {
    scope() {
      const mine: string[] = []
      return {
        add(claim) {
          mine.push(nameOf(claim))
          live.add(nameOf(claim))
        },
        release() {
          for (const name of mine.splice(0)) live.delete(name)
        },
      }
    },
    has: (claim) => live.has(nameOf(claim)),
  }
}
