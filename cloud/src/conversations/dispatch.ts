import type { Database } from '../platform/database.ts'
import type { TenantTx } from '../platform/tenant-tx.ts'
import {
  addressesOf,
  type FileToSend,
  type SendOutcome,
  type Tombstones,
  type WhatsappGateway,
} from '../whatsapp/index.ts'
import type { Learnt } from './after-send.ts'
import { identitiesOf } from './contact.repo.ts'
import { lockConversation } from './conversation.repo.ts'
import { askedSince, isSameSend, learntFrom } from './echoes.ts'
import { buryIfErased } from './erased-event.ts'
import { type ClaimScope, createLiveClaims } from './live-claims.ts'
import { type BotMay, nextSend } from './next-send.ts'
import {
  claimOutbound,
  knownWaIds,
  openOutbound,
  processAlive,
  sendTarget,
  type Target,
  takeSlot,
  updateOutbound,
} from './outbound.repo.ts'
import type { OutboundRow } from './outbound-row.ts'
import { gapMs, isCold, isWindowOpen } from './pace.ts'
import { settle } from './settle.ts'

export type Dispatcher = {
  /** For a caller that claims in its own transaction (see `queueMessage`); release it when the send is over. */
  claimScope(): ClaimScope
  /**
   * Sends what the caller's transaction claimed for this process, right after its commit, while the caller's claim scope
   * holds it. Answers whether it was settled; if not, `run` finishes it.
   */
  sendClaimed(tenantId: string, outbound: OutboundRow, target: Target): Promise<boolean>
  /** Sends a conversation's queue until nothing is due; answers when to look again, if ever. */
  run(tenantId: string, conversationId: string): Promise<Date | null>
}

type Options = {
  db: Database
  gateway: WhatsappGateway
  /** The bytes of a file that is to be sent; null when they are gone, throws when they cannot be read now. */
  fileToSend?: (tenantId: string, messageId: string) => Promise<Omit<FileToSend, 'kind'> | null>
  /** This process's number: see platform/process-number. */
  process: () => number
  /** What is known of erased people; without it, a send that was in flight when its thread was erased is told of again. */
  tombstones?: Tombstones
  /** True while a missing lock proves no death: the database has just released everybody's. */
  inGracePeriod?: () => boolean
  onSettled?: (learnt: Learnt['kind']) => void
  /** When the company lets the bot write by itself, asked for each message of its own; always, unless told. */
  botMay?: (tx: TenantTx) => Promise<BotMay>
  /** Mean time between messages of one number to people who did not just write, in milliseconds; 0 for none. */
  paceMs?: number
  now: () => Date
}

type Step =
  | { do: 'rest'; until: Date | null }
  | { do: 'again' }
  | { do: 'send'; outbound: OutboundRow; target: Target }
  /** `jids`: the addresses the message may have gone to; the customer may have written from another since. */
  | { do: 'ask'; outbound: OutboundRow; instance: string; jids: string[] }

/** The only place that sends. Each crash point and what heals it: docs/dispatch.md. */
export function createDispatcher(options: Options): Dispatcher {
  const { db, gateway, process, fileToSend, onSettled, now, tombstones, paceMs = 0 } = options
  const claims = createLiveClaims()

  function takeStep(tenantId: string, conversationId: string, { add }: ClaimScope): Promise<Step> {
    return db.tenant(tenantId, async (tx): Promise<Step> => {
      const conversation = await lockConversation(tx, conversationId)
      if (!conversation) return { do: 'rest', until: null }
      const open = await openOutbound(tx, conversation.id)
      const claimed = open.find((row) => row.state === 'claimed')
      const isOthers = claimed && claimed.claimedBy !== process()
      const alive = isOthers && (options.inGracePeriod?.() || (await processAlive(tx, claimed.claimedBy!)))
      const isWorkedOn = (row: OutboundRow) =>
        row.claimedBy === process() ? claims.has(row) : Boolean(alive)
      const isBots = open.some((row) => row.state === 'queued' && row.epoch !== null)
      const botMay = (isBots && (await options.botMay?.(tx))) || null
      const { epoch, turnRevision } = conversation
      const step = nextSend({ open, epoch, turnRevision, botMay, now: tx.now, isWorkedOn })
      if (step.do === 'nothing') return { do: 'rest', until: null }
      if (step.do === 'wait') {
        // Not due before then, so that nobody takes it for forgotten.
        if (step.hold) {
          const update = { state: 'queued', status: 'queued', notBefore: step.until } as const
          updateOutbound(tx, conversation.id, step.hold, update)
        }
        return { do: 'rest', until: step.until }
      }
      if (step.do === 'cancel') {
        updateOutbound(tx, conversation.id, step.outbound, { state: 'cancelled', status: 'cancelled' })
        return { do: 'again' }
      }
      const target = await sendTarget(tx, conversation.id)
      if (!target) return { do: 'rest', until: null }
      if (step.do === 'ask') {
        const jids = addressesOf(target.jid, await identitiesOf(tx, conversation.contactId))
        return { do: 'ask', outbound: step.outbound, instance: target.instance, jids }
      }
      if (paceMs > 0 && !step.outbound.paced && isCold(target.lastInboundAt, tx.now)) {
        const slot = await takeSlot(tx, step.outbound, target.instanceId, gapMs(paceMs, Math.random()))
        if (slot > tx.now) return { do: 'rest', until: slot }
      }
      const outbound = { ...step.outbound, attempts: step.outbound.attempts + 1 }
      add(outbound)
      claimOutbound(tx, outbound.messageId, process())
      return { do: 'send', outbound, target }
    })
  }

  async function send(tenantId: string, outbound: OutboundRow, target: Target): Promise<boolean> {
    const outcome = await handOver(tenantId, outbound, target)
    const settled = await db.together(tenantId, (tx) =>
      settle(tx, outbound.conversationId, outbound.messageId, outcome, outbound.attempts),
    )
    if (!settled && outcome.kind === 'accepted' && tombstones)
      await db.tenant(tenantId, (tx) => buryIfErased(tx, tombstones, outbound.messageId, outcome.waId))
    onSettled?.(outcome.kind)
    return outcome.kind === 'accepted' || outcome.kind === 'refused'
  }

  async function handOver(tenantId: string, outbound: OutboundRow, target: Target): Promise<SendOutcome> {
    const { kind, body, messageId } = outbound
    if (target.channel === 'official' && !isWindowOpen(target.lastInboundAt, now())) {
      // Meta would answer 400: only a template passes, and only words fit into one.
      const { template } = target
      if (!template || kind !== 'text') return { kind: 'refused', failure: 'window_closed' }
      return gateway.sendTemplate({ ...target, template, text: body })
    }
    if (kind === 'text') return gateway.sendText({ ...target, text: body })
    const file = await fileToSend?.(tenantId, messageId).catch((error: Error) => error)
    if (file instanceof Error) return { kind: 'not_sent', failure: 'file_unreadable' }
    if (!file) return { kind: 'refused', failure: 'file_gone' }
    return gateway.sendFile({ ...target, file: { kind, ...file }, caption: body })
  }

  async function ask(
    tenantId: string,
    { outbound, instance, jids }: Extract<Step, { do: 'ask' }>,
  ): Promise<void> {
    const query = { instance, jids, since: askedSince(outbound) }
    const records = await gateway.findSent(query).catch((error: Error) => error)
    const learnt = await db.tenant(tenantId, async (tx): Promise<Learnt> => {
      if (records instanceof Error) return { kind: 'unasked', failure: records.message }
      const alike = records.filter((record) => isSameSend(outbound, record))
      const known = await knownWaIds(
        tx,
        alike.map((record) => record.waId),
      )
      return learntFrom(outbound, alike, known)
    })
    await db.tenant(tenantId, (tx) =>
      settle(tx, outbound.conversationId, outbound.messageId, learnt, outbound.attempts),
    )
    onSettled?.(learnt.kind)
  }

  return {
    claimScope: claims.scope,
    sendClaimed: send,
    async run(tenantId, conversationId) {
      const own = claims.scope()
      try {
        for (;;) {
          const step = await takeStep(tenantId, conversationId, own)
          if (step.do === 'rest') return step.until
          if (step.do === 'send') await send(tenantId, step.outbound, step.target)
          own.release()
          if (step.do === 'ask') await ask(tenantId, step)
        }
      } finally {
        own.release()
      }
    },
  }
}
