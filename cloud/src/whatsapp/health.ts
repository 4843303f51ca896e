import type { HealthState } from '@plantao/shared/whatsapp'
import type { ConnectionCause, ConnectionState } from './inbound.ts'

/** States in which somebody must act, or the number is lost to its customers. */
const TROUBLE: readonly HealthState[] = [
  'reconnecting',
  'silent',
  'logged_out',
  'banned',
  'replaced',
  'unreachable',
]
/** What ended a number for good stays its state until somebody connects it again. */
const FINAL: readonly HealthState[] = ['logged_out', 'banned', 'replaced', 'qr_expired', 'off']

/**
 * How a number does after what was learnt of its connection. Events come in any order, so an ending without a cause
 * never hides one that had it.
 * @param was its health and status before
 */
export function healthAfter(
  was: { health: HealthState; status: ConnectionState },
  told: { status: ConnectionState; cause?: ConnectionCause | null },
): HealthState {
  if (told.status === 'connected')
    return was.health === 'silent' && was.status === 'connected' ? 'silent' : 'ok'
  if (told.status === 'connecting') {
    // A number that was up and loses its line is looked for; one that was down is being paired.
    const wasUp = was.status === 'connected' || was.health === 'reconnecting' || was.health === 'unreachable'
    return wasUp ? 'reconnecting' : 'pairing'
  }
  if (was.status === 'disconnected' && FINAL.includes(was.health)) {
    // The owner's own disconnecting looks like a log-out in the events that follow it.
    return was.health === 'off' || !told.cause ? was.health : told.cause
  }
  return told.cause ?? 'off'
}

export function isTrouble(health: HealthState): boolean {
  return TROUBLE.includes(health)
}
