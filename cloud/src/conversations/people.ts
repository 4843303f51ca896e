import type { Media, SentKind } from '@plantao/shared/conversations'
import { audit } from '../platform/audit.ts'
import type { Database, TenantTx } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import { type ConversationRow, lockConversation, step } from './conversation.repo.ts'
import { dispatchKey } from './job-keys.ts'
import { lockOutbound, queueMessage, restOutbound, type Target } from './outbound.repo.ts'
import { newlyRead } from './read.repo.ts'

/** The member who acts. */
export type Actor = { tenantId: string; memberId: string; name: string; traceId: string }

/** A person has taken these in; WhatsApp may show them as read. Called after the commit. */
export type OnRead = (target: Target, waIds: string[]) => void

/** A person took over while the bot was about to write: it may show that it does. Called after the commit. */
export type OnTakenOver = (tenantId: string, conversationId: string) => void

type PeopleDeps = { db: Database; onRead?: OnRead; onTakenOver?: OnTakenOver }

/** What a person sends; with a file, `text` is its caption and `keep` names its bytes in the same transaction. */
export type PersonsMessage = {
  clientId: string
  text: string
  file?: { kind: SentKind; media: Media; keep(tx: TenantTx, messageId: string): Promise<void> }
}

/** What a person does with a conversation. Each is one transaction, safe to repeat, and fenced by the row lock. */
export function createPeople({ db, onRead, onTakenOver }: PeopleDeps) {
  function act<T>(
    actor: Actor,
    id: string,
    work: (tx: TenantTx, conversation: ConversationRow) => Promise<T>,
  ): Promise<T> {
    return db.tenant(actor.tenantId, async (tx) => {
      const conversation = await lockConversation(tx, id)
      if (!conversation) throw expected('conversation.not_found')
      return work(tx, conversation)
    })
  }

  return {
    /** A reply: takes the conversation over in the same transaction that queues it. Answers the message's id. */
    send: async (actor: Actor, id: string, message: PersonsMessage) => {
      const { messageId, read } = await act(actor, id, async (tx, conversation) => {
        const [known] = await tx.query<{ id: string }>(
          'select id from message where tenant_id = $1 and conversation_id = $2 and client_id = $3',
          [tx.tenantId, conversation.id, message.clientId],
        )
        if (known) return { messageId: known.id, read: null }
        await refuseIfHeld(tx, conversation, actor)
        await step(tx, conversation, { type: 'human_wrote', at: tx.now, memberId: actor.memberId })
        const outbound = await queueMessage(tx, conversation, {
          author: 'member',
          memberId: actor.memberId,
          clientId: message.clientId,
          text: message.text,
          ...(message.file ? { file: message.file } : {}),
          epoch: null,
          traceId: actor.traceId,
        })
        await message.file?.keep(tx, outbound.messageId)
        await wakeDispatch(tx, conversation.id, actor.traceId)
        if (!message.file) await tellLearning(tx, conversation, outbound.messageId)
        // Who answers has taken in what was asked, wherever it was read.
        return { messageId: outbound.messageId, read: onRead ? await newlyRead(tx, conversation.id) : null }
      })
      if (read) onRead?.(read.target, read.waIds)
      return messageId
    },

    /** The message a client id stands for already, if any: so that a repeated upload need not be stored again. */
    sent: (actor: Actor, id: string, clientId: string) =>
      act(actor, id, async (tx, conversation) => {
        const [known] = await tx.query<{ id: string }>(
          'select id from message where tenant_id = $1 and conversation_id = $2 and client_id = $3',
          [tx.tenantId, conversation.id, clientId],
        )
        return known?.id ?? null
      }),

    claim: async (actor: Actor, id: string, force: boolean) => {
      const interrupted = await act(actor, id, async (tx, conversation) => {
        if (conversation.assigneeId === actor.memberId && conversation.state !== 'ai_active') return null
        if (!force) await refuseIfHeld(tx, conversation, actor)
        const wasWriting =
          conversation.state === 'ai_active' && conversation.turnRevision > conversation.answeredRevision
        await step(tx, conversation, { type: 'claimed', at: tx.now, memberId: actor.memberId })
        await audit(tx, actor.memberId, 'conversation.claimed', conversation.id)
        return wasWriting ? conversation.id : null
      })
      if (interrupted) onTakenOver?.(actor.tenantId, interrupted)
    },

    /** Takes one's own claim back, before anything was answered: to the queue, or to the member who held it. */
    release: (actor: Actor, id: string, to: string | null) =>
      act(actor, id, async (tx, conversation) => {
        const { state, assigneeId } = conversation
        if (state !== 'awaiting_human' || assigneeId !== actor.memberId)
          throw expected('conversation.not_claimed')
        if (to && !(await isColleague(tx, to))) throw expected('team.member_not_found')
        await step(tx, conversation, { type: 'released', at: tx.now, memberId: to })
        await audit(tx, actor.memberId, 'conversation.released', conversation.id)
      }),

    giveBack: (actor: Actor, id: string) =>
      act(actor, id, async (tx, conversation) => {
        if (conversation.state === 'ai_active') return
        await step(tx, conversation, { type: 'returned', at: tx.now })
        await audit(tx, actor.memberId, 'conversation.returned', conversation.id)
      }),

    close: (actor: Actor, id: string) =>
      act(actor, id, async (tx, conversation) => {
        if (conversation.closedAt && conversation.state === 'ai_active') return
        await step(tx, conversation, { type: 'closed', at: tx.now })
        await tx.query('update conversation set unread = 0 where tenant_id = $1 and id = $2', [
          tx.tenantId,
          conversation.id,
        ])
        await audit(tx, actor.memberId, 'conversation.closed', conversation.id)
      }),

    markRead: async (actor: Actor, id: string) => {
      const read = await act(actor, id, async (tx, conversation) => {
        if (conversation.unread === 0) return null
        await tx.query('update conversation set unread = 0 where tenant_id = $1 and id = $2', [
          tx.tenantId,
          conversation.id,
        ])
        tx.announce({ type: 'conversation.changed', conversationId: conversation.id })
        return onRead ? newlyRead(tx, conversation.id) : null
      })
      if (read) onRead?.(read.target, read.waIds)
    },

    /** A person's message that failed goes into the line again; the bot's are never repeated by hand. */
    retry: (actor: Actor, id: string, messageId: string) =>
      act(actor, id, async (tx, conversation) => {
        const outbound = await lockOutbound(tx, conversation.id, messageId)
        if (!outbound || outbound.conversationId !== conversation.id) throw expected('message.not_found')
        if (outbound.state !== 'failed' || outbound.epoch !== null) throw expected('message.not_retryable')
        await tx.query('update outbound set attempts = 0 where tenant_id = $1 and message_id = $2', [
          tx.tenantId,
          messageId,
        ])
        await restOutbound(tx, outbound, { state: 'queued', status: 'queued', notBefore: tx.now })
        await wakeDispatch(tx, conversation.id, actor.traceId)
      }),
  }
}

export type People = ReturnType<typeof createPeople>

/** Two attendants cannot both answer by accident: whoever comes second is told who holds the conversation. */
async function refuseIfHeld(tx: TenantTx, conversation: ConversationRow, actor: Actor): Promise<void> {
  const { state, assigneeId } = conversation
  if (state === 'ai_active' || !assigneeId || assigneeId === actor.memberId) return
  const [holder] = await tx.query<{ name: string }>(
    'select name from member where tenant_id = $1 and id = $2',
    [tx.tenantId, assigneeId],
  )
  throw expected('conversation.held', { name: holder?.name ?? '', memberId: assigneeId })
}

async function isColleague(tx: TenantTx, memberId: string): Promise<boolean> {
  const rows = await tx.query(
    'select 1 from member where tenant_id = $1 and id = $2 and removed_at is null',
    [tx.tenantId, memberId],
  )
  return rows.length > 0
}

/** What a person answers where the knowledge had no answer may become knowledge. */
async function tellLearning(tx: TenantTx, conversation: ConversationRow, messageId: string): Promise<void> {
  if (conversation.handoffReason !== 'low_confidence' && conversation.handoffReason !== 'ungrounded') return
  const payload = { tenantId: tx.tenantId, conversationId: conversation.id, messageId }
  await tx.enqueue('learn', payload, { attempts: 5 })
}

async function wakeDispatch(tx: TenantTx, conversationId: string, traceId: string): Promise<void> {
  await tx.enqueue(
    'dispatch',
    { tenantId: tx.tenantId, conversationId, traceId },
    { key: dispatchKey(conversationId), runAt: tx.now },
  )
}
