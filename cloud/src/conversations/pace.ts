/** Whoever wrote within this time waits for an answer: to them a number may speak as fast as it likes. */
const JUST_WROTE_MS = 15 * 60_000
/** Meta lets a company write freely for this long after the customer's last message. */
const WINDOW_MS = 24 * 3_600_000
/** A little less than the window itself: the message is still on its way for a moment. */
const WINDOW_MARGIN_MS = 60_000

/**
 * Whether a message is one to a person who did not just write. Many of those in a burst are what WhatsApp bans numbers
 * for, so they leave one by one.
 */
export function isCold(lastInboundAt: Date | null, now: Date): boolean {
  return lastInboundAt === null || now.getTime() - lastInboundAt.getTime() > JUST_WROTE_MS
}

/**
 * The time between two messages to strangers: around the mean, never even.
 * @param dice a number in [0, 1)
 */
export function gapMs(meanMs: number, dice: number): number {
  return Math.round(meanMs * (0.6 + 0.8 * dice))
}

/** Whether the official channel still takes free text for this customer. */
export function isWindowOpen(lastInboundAt: Date | null, now: Date): boolean {
  return lastInboundAt !== null && now.getTime() - lastInboundAt.getTime() < WINDOW_MS - WINDOW_MARGIN_MS
}
