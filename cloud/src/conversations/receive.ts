import type { BotSettings } from '@plantao/shared/bot-settings'
import type { Media } from '@plantao/shared/conversations'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { smallTalk } from '../portuguese/index.ts'
import type { Inbound, InboundContent, Peer } from '../whatsapp/index.ts'
import { contactsOf, refreshContact } from './contact.repo.ts'
import { type ConversationRow, step, takeThread } from './conversation.repo.ts'
import { judgeOwnSend } from './echoes.ts'
import { receiveFromMe } from './from-me.ts'
import { catchUpWait, isHistory } from './late.ts'
import { mergeContacts } from './merge.ts'
import { acknowledge, insertMessage, isKnown } from './message.repo.ts'
import { openTurn } from './open-turn.ts'
import { openOutbound } from './outbound.repo.ts'
import type { OutboundRow } from './outbound-row.ts'
import { fillFromContact, fillOwn } from './receive-fill.ts'
import { receiveLate } from './receive-late.ts'
import { settle } from './settle.ts'

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
  const conversation = await mergeContacts(tx, contactIds, context.instanceId, context.traceId)
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
  const stored = await insertMessage(tx, {
    conversationId: conversation.id,
    author: 'contact',
    kind: inbound.content.kind,
    text: inbound.content.text,
    media,
    status: 'received',
    waId: inbound.waId,
    at: inbound.at,
    turnRevision: conversation.turnRevision + 1,
    traceId,
  })
  if (!stored) return fillFromContact(tx, conversation, again)
  const text = inbound.content.text ?? ''
  const isSmallTalk = inbound.content.kind === 'text' && smallTalk(text) !== null
  await step(tx, conversation, { type: 'customer_wrote', at: tx.now, smallTalk: isSmallTalk })
  const atLeastMs = catchUpWait(inbound.at, tx.now)
  await openTurn(tx, conversation, { text, debounce, traceId, atLeastMs })
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
  if (inbound.type === 'own_send') return receiveOwnSend(tx, conversation, open, inbound, context)
  const late = isHistory(inbound.at, tx.now, context.lateAfterMs)
  const verdict = await receiveFromMe(tx, conversation, open, { ...inbound, late })
  if (verdict !== 'known') return verdict
  return fillKnown(tx, conversation, inbound, context)
}

/** A message of ours that we know: as before, or with what it holds, where that could not be read at first. */
async function fillKnown(
  tx: TenantTx,
  conversation: ConversationRow,
  { waId, content }: Of<'from_me'> | Of<'own_send'>,
  { traceId }: ReceiveContext,
): Promise<'filled' | 'echo'> {
  const filled = await fillOwn(tx, conversation, { waId, content, media: content.media, traceId })
  return filled ? 'filled' : 'echo'
}

/** Evolution's note of a send through its API: ours if the words are; never a takeover. */
async function receiveOwnSend(
  tx: TenantTx,
  conversation: ConversationRow,
  open: OutboundRow[],
  inbound: Of<'own_send'>,
  context: ReceiveContext,
): Promise<ReceiveOutcome> {
  const judged = judgeOwnSend({ known: await isKnown(tx, inbound.waId), open }, inbound.content)
  if (judged.is === 'known') return fillKnown(tx, conversation, inbound, context)
  if (judged.is === 'ours') {
    await settle(tx, conversation.id, judged.outbound.messageId, { kind: 'accepted', waId: inbound.waId })
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
