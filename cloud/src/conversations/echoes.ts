import type { MessageKind } from '@plantao/shared/conversations'
import type { Learnt } from './after-send.ts'
import type { OutboundRow } from './outbound-row.ts'
import { isUnsettled } from './send-states.ts'

/** An echo carries our words and comes within this time of the claim, whatever id it bears. */
const ECHO_WINDOW_MS = 120_000
/** A clock may differ a little between Evolution and us; look back this far when asking what was sent. */
const ASK_MARGIN_MS = 3_000

/** A message as WhatsApp shows it. */
export type Shown = { kind: MessageKind; text: string | null }
/** A message of the company on WhatsApp, whoever wrote it. */
export type OnWhatsapp = Shown & { waId: string; at: Date }

type View = {
  /** Whether a message of ours bears its id already. */
  known: boolean
  /** The thread's messages that are not settled, in queue order. */
  open: OutboundRow[]
}

/** Whether what WhatsApp shows is what we sent: the same kind under the same words. A voice note has no words. */
export function isSameSend(outbound: Pick<OutboundRow, 'kind' | 'body'>, shown: Shown): boolean {
  return shown.kind === outbound.kind && (shown.text ?? '').trim() === outbound.body.trim()
}

/**
 * Classifies a `fromMe` message whose id no send of ours was answered with. While a send of ours is in flight, the message
 * may be its echo under another id, so the decision is postponed; otherwise a person typed it on the company's phone.
 */
export function judgeFromMe({ known, open }: View): 'known' | 'postponed' | 'person' {
  if (known) return 'known'
  return open.some(isUnsettled) ? 'postponed' : 'person'
}

/**
 * Which send Evolution's notice about its API means: one of ours, or another program's. A newer send may be in flight
 * beside a held one; the words tell which.
 */
export function judgeOwnSend(
  { known, open }: View,
  shown: Shown,
): { is: 'known' } | { is: 'ours'; outbound: OutboundRow } | { is: 'others' } {
  if (known) return { is: 'known' }
  const outbound = open.filter(isUnsettled).find((row) => isSameSend(row, shown))
  return outbound ? { is: 'ours', outbound } : { is: 'others' }
}

type Settled = {
  outbound: OutboundRow
  /** The id it got; null when it never left. */
  waId: string | null
  /** Whether another send of the thread has not settled. */
  othersUnsettled: boolean
}

/**
 * A send is settled: what each of the messages is that waited for it. At most one is its echo; another may be the
 * echo of a send that has not settled, and waits on. Oldest first.
 */
export function judgePostponed<T extends OnWhatsapp>(
  postponed: T[],
  { outbound, waId, othersUnsettled }: Settled,
): { one: T; is: 'echo' | 'postponed' | 'person' }[] {
  let echoSeen = postponed.some((one) => one.waId === waId)
  return postponed
    .toSorted((a, b) => +a.at - +b.at)
    .map((one) => {
      if (one.waId === waId) return { one, is: 'echo' }
      if (waId !== null && !echoSeen && isEcho(one, outbound)) {
        echoSeen = true
        return { one, is: 'echo' }
      }
      return { one, is: othersUnsettled ? 'postponed' : 'person' }
    })
}

function isEcho(one: OnWhatsapp, outbound: OutboundRow): boolean {
  const distance = Math.abs(one.at.getTime() - claimedOrMade(outbound).getTime())
  return isSameSend(outbound, one) && distance <= ECHO_WINDOW_MS
}

/** From when on WhatsApp is asked what it shows, to find a send whose end nobody knows. */
export function askedSince(outbound: OutboundRow): Date {
  return new Date(claimedOrMade(outbound).getTime() - ASK_MARGIN_MS)
}

/** What is learnt of a send from what WhatsApp shows; records that belong to messages we know are not it. */
export function learntFrom(outbound: OutboundRow, records: OnWhatsapp[], known: Set<string>): Learnt {
  const found = records.find((record) => isSameSend(outbound, record) && !known.has(record.waId))
  return found ? { kind: 'accepted', waId: found.waId } : { kind: 'absent' }
}

function claimedOrMade({ claimedAt, createdAt }: OutboundRow): Date {
  return claimedAt ?? createdAt
}
