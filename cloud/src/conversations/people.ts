import { audit } from '../platform/audit.ts'
import type { Database } from '../platform/database.ts'
import { expected } from '../platform/errors.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import { isColleague } from './colleague.repo.ts'
import { type ConversationRow, lockConversation, step } from './conversation.repo.ts'
import { isInThread, messageOfClient } from './message.repo.ts'
import { countAnew, lockOutbound, type Target, updateOutbound } from './outbound.repo.ts'
import { claimStep, closeStep, giveBackStep, mayRetry, releaseStep } from './persons-step.ts'
import { clearUnread, newlyRead } from './read.repo.ts'
import { holderBeside, type PersonsMessage, sayAs } from './say-as.ts'
import { isTurnOpen } from './turn-state.ts'
import { wakeDispatch } from './wake-dispatch.ts'

/** The member who acts. */
export type Actor = { tenantId: string; memberId: string; name: string; traceId: string }

/** A person has taken these in; WhatsApp may show them as read. Called after the commit. */
export type OnRead = (target: Target, waIds: string[]) => void

/** A person took over while the bot was about to write: it may show that it does. Called after the commit. */
export type OnTakenOver = (tenantId: string, conversationId: string) => void

type PeopleDeps = { db: Database; onRead?: OnRead; onTakenOver?: OnTakenOver }

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
        const said = await sayAs(tx, conversation, { ...actor, message })
        if (said.outcome === 'held') throw expected('conversation.held', said.by)
        if (said.isNew && !message.file) await tellLearning(tx, conversation, said.messageId)
        return said
      })
      if (read) onRead?.(read.target, read.waIds)
      return messageId
    },

    /** The message a client id stands for already, if any: so that a repeated upload need not be stored again. */
    sent: (actor: Actor, id: string, clientId: string) =>
      act(actor, id, (tx, conversation) => messageOfClient(tx, conversation.id, clientId)),

    claim: async (actor: Actor, id: string, force: boolean) => {
      const interrupted = await act(actor, id, async (tx, conversation) => {
        const claimed = claimStep(conversation, { memberId: actor.memberId, at: tx.now })
        if (!claimed) return null
        const holder = force ? null : await holderBeside(tx, conversation, actor.memberId)
        if (holder) throw expected('conversation.held', holder)
        const wasWriting = conversation.state === 'ai_active' && isTurnOpen(conversation)
        await step(tx, conversation, claimed)
        await audit(tx, actor.memberId, 'conversation.claimed', conversation.id)
        return wasWriting ? conversation.id : null
      })
      if (interrupted) onTakenOver?.(actor.tenantId, interrupted)
    },

    /** Takes one's own claim back, before anything was answered: to the queue, or to the member who held it. */
    release: (actor: Actor, id: string, to: string | null) =>
      act(actor, id, async (tx, conversation) => {
        const released = releaseStep(conversation, { memberId: actor.memberId, to, at: tx.now })
        if (!released) throw expected('conversation.not_claimed')
        if (to && !(await isColleague(tx, to))) throw expected('team.member_not_found')
        await step(tx, conversation, released)
        await audit(tx, actor.memberId, 'conversation.released', conversation.id)
      }),

    giveBack: (actor: Actor, id: string) =>
      act(actor, id, async (tx, conversation) => {
        const returned = giveBackStep(conversation, tx.now)
        if (!returned) return
        await step(tx, conversation, returned)
        await audit(tx, actor.memberId, 'conversation.returned', conversation.id)
      }),

    close: (actor: Actor, id: string) =>
      act(actor, id, async (tx, conversation) => {
        const closed = closeStep(conversation, tx.now)
        if (!closed) return
        await step(tx, conversation, closed)
        clearUnread(tx, conversation.id)
        await audit(tx, actor.memberId, 'conversation.closed', conversation.id)
      }),

    markRead: async (actor: Actor, id: string) => {
      const read = await act(actor, id, async (tx, conversation) => {
        if (conversation.unread === 0) return null
        clearUnread(tx, conversation.id)
        tx.announce({ type: 'conversation.changed', conversationId: conversation.id })
        return onRead ? newlyRead(tx, conversation.id) : null
      })
      if (read) onRead?.(read.target, read.waIds)
    },

    /** A person's message that failed is queued again; the bot's are never repeated by hand. */
    retry: (actor: Actor, id: string, messageId: string) =>
      act(actor, id, async (tx, conversation) => {
        const isHere = await isInThread(tx, conversation.id, messageId)
        const outbound = isHere && (await lockOutbound(tx, conversation.id, messageId))
        if (!outbound) throw expected('message.not_found')
        if (!mayRetry(outbound)) throw expected('message.not_retryable')
        countAnew(tx, messageId)
        updateOutbound(tx, conversation.id, outbound, {
          state: 'queued',
          status: 'queued',
          notBefore: tx.now,
        })
        await wakeDispatch(tx, conversation.id, actor.traceId)
      }),
  }
}

export type People = ReturnType<typeof createPeople>

/** What a person answers where the knowledge had no answer may become knowledge. */
async function tellLearning(tx: TenantTx, conversation: ConversationRow, messageId: string): Promise<void> {
  if (conversation.handoffReason !== 'low_confidence' && conversation.handoffReason !== 'ungrounded') return
  const payload = { tenantId: tx.tenantId, conversationId: conversation.id, messageId }
  await tx.enqueue('learn', payload, { attempts: 5 })
}
