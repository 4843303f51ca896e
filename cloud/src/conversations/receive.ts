import type { BotSettings } from '@plantao/shared/bot-settings'
import type { Media } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/database.ts'
import type { Inbound, InboundContent, Peer } from '../whatsapp/index.ts'
import { contactsOf, refreshContact } from './contact.repo.ts'
import { type ConversationRow, step, takeThread } from './conversation.repo.ts'
import { isSameSend, receiveFromMe } from './from-me.ts'
import { catchUpWait, isHistory } from './late.ts'
import { mergeContacts } from './merge.ts'
import { acknowledge, insertMessage } from './message.repo.ts'
import { openTurn } from './open-turn.ts'
import { type OutboundRow, openOutbound } from './outbound.repo.ts'
import { fillFromContact, fillOwn } from './receive-fill.ts'
import { receiveLate } from './receive-late.ts'
import { settle } from './settle.ts'
import { smallTalk } from './small-talk.ts'

/** What an event is taken in with. */
export type ReceiveContext = {
  instanceId: string
  traceId: string
  settings: (tx: TenantTx) => Promise<ReceiveSettings>
  /** From this age on what is read is history. Milliseconds; an hour unless told. */
  lateAfterMs?: number
}
/** What of the tenant's settings a bubble's turn depends on. */
export type ReceiveSettings = Pick<BotSettings, 'debounce' | 'readsImages'>
type Of<T extends Inbound['type']> = Extract<Inbound, { type: T }>

/** What became of an event; kept beside the raw event and counted in the ledger. */
export type ReceiveOutcome =
  | 'stored'
  | 'duplicate'
  | 'echo'
  | 'postponed'
  | 'takeover'
  | 'updated'
  | 'history'
  | 'filled'
  | 'unknown_message'
  /** An edit, a withdrawal or an emoji for a message of somebody else's, or of another chat. */
  | 'not_theirs'

/** Locks the conversation of whoever is at the other end; two threads of one person become one here. */
async function threadOf(
  tx: TenantTx,
  peer: Peer,
  context: ReceiveContext,
  fromContact: boolean,
): Promise<ConversationRow> {
  const taken = await takeThread(tx, peer, context.instanceId, fromContact)
  if (taken) return taken
  const contactIds = await contactsOf(tx, peer.identities)
  const { conversation } = await mergeContacts(tx, contactIds, context.instanceId)
  refreshContact(tx, conversation.contactId, peer, fromContact)
  return conversation
}

/** A customer's bubble: stored once, the turn opened or prolonged, its answer scheduled. */
export async function receiveMessage(
  tx: TenantTx,
  inbound: Of<'message'>,
  context: ReceiveContext,
): Promise<ReceiveOutcome> {
  const [conversation, settings] = await Promise.all([
    threadOf(tx, inbound.peer, context, true),
    context.settings(tx),
  ])
  const { traceId } = context
  const { debounce } = settings
  const media = withWords(inbound.content, settings)
  const again = { waId: inbound.waId, content: inbound.content, media, traceId, debounce }
  if (isHistory(inbound.at, tx.now, context.lateAfterMs)) {
    const became = await receiveLate(tx, conversation, { inbound, media, debounce, traceId })
    return became === 'duplicate' ? fillFromContact(tx, conversation, again) : became
  }
  const revision = conversation.turnRevision + 1
  const stored = await insertMessage(tx, {
    conversationId: conversation.id,
    author: 'contact',
    kind: inbound.content.kind,
    text: inbound.content.text,
    media,
    status: 'received',
    waId: inbound.waId,
    at: inbound.at,
    turnRevision: revision,
    traceId,
  })
  if (!stored) return fillFromContact(tx, conversation, again)
  const text = inbound.content.text ?? ''
  const isSmallTalk = inbound.content.kind === 'text' && smallTalk(text) !== null
  await step(tx, conversation, { type: 'customer_wrote', at: tx.now, smallTalk: isSmallTalk })
  const atLeastMs = catchUpWait(inbound.at, tx.now)
  await openTurn(tx, conversation, { revision, text, debounce, traceId, atLeastMs })
  return 'stored'
}

/** Whose words are to be made out before the turn can be answered: voice always, images where the tenant allows it. */
function withWords({ kind, media }: InboundContent, settings: ReceiveSettings): Media | null {
  if (media?.state !== 'pending') return media
  const holdsWords = kind === 'audio' || (kind === 'image' && settings.readsImages)
  return holdsWords ? { ...media, words: 'pending' } : media
}

/** `fromMe`: ours under our id, ours under another id, or a person on the company's phone. */
export async function receiveOwn(
  tx: TenantTx,
  inbound: Of<'from_me'> | Of<'own_send'>,
  context: ReceiveContext,
): Promise<ReceiveOutcome> {
  const conversation = await threadOf(tx, inbound.peer, context, false)
  const open = await openOutbound(tx, conversation.id)
  const unsettled = open.filter((row) => ['claimed', 'ambiguous', 'held'].includes(row.state))
  if (inbound.type === 'own_send') {
    // A newer send may be in the air beside a held one: its words tell which.
    const ours = unsettled.find((row) => isSameSend(row, inbound.content)) ?? null
    return receiveOwnSend(tx, conversation, ours, inbound, context)
  }
  const inFlight = unsettled[0] ?? null
  const late = isHistory(inbound.at, tx.now, context.lateAfterMs)
  const verdict = await receiveFromMe(tx, conversation, inFlight, { ...inbound, late })
  if (verdict !== 'known') return verdict
  const { waId, content } = inbound
  const fill = { waId, content, media: content.media, traceId: context.traceId }
  return (await fillOwn(tx, conversation, fill)) ? 'filled' : 'echo'
}

/** Evolution's note of a send through its API: ours if the words are; never a takeover. */
async function receiveOwnSend(
  tx: TenantTx,
  conversation: ConversationRow,
  ours: OutboundRow | null,
  inbound: Of<'own_send'>,
  context: ReceiveContext,
): Promise<ReceiveOutcome> {
  const [known] = await tx.query('select from message where tenant_id = $1 and wa_id = $2', [
    tx.tenantId,
    inbound.waId,
  ])
  if (known) {
    const { waId, content } = inbound
    const fill = { waId, content, media: content.media, traceId: context.traceId }
    return (await fillOwn(tx, conversation, fill)) ? 'filled' : 'echo'
  }
  if (ours) {
    await settle(tx, ours.conversationId, ours.messageId, { kind: 'accepted', waId: inbound.waId })
    return 'echo'
  }
  await insertMessage(tx, {
    conversationId: conversation.id,
    author: 'phone',
    kind: inbound.content.kind,
    text: inbound.content.text,
    media: inbound.content.media,
    status: 'sent',
    waId: inbound.waId,
    at: inbound.at,
    late: isHistory(inbound.at, tx.now, context.lateAfterMs),
    traceId: context.traceId,
  })
  return 'stored'
}

export async function receiveAck(tx: TenantTx, inbound: Of<'ack'>): Promise<ReceiveOutcome> {
  return (await acknowledge(tx, inbound)) ? 'updated' : 'unknown_message'
}
