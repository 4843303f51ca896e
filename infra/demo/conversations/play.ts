import { createHash } from 'node:crypto'
import type { Media, MessageKind, MessageStatus } from '@plantao/shared/conversations'
import { insertReceipt } from '../../../cloud/src/answer/receipt.repo.ts'
import { step, takeThread } from '../../../cloud/src/conversations/conversation.repo.ts'
import { insertMessage } from '../../../cloud/src/conversations/message.repo.ts'
import { queueMessage } from '../../../cloud/src/conversations/outbound.repo.ts'
import type { MediaStore } from '../../../cloud/src/media/index.ts'
import { keepReady } from '../../../cloud/src/media/media.repo.ts'
import type { TenantTx } from '../../../cloud/src/platform/tenant-tx.ts'
import { smallTalk } from '../../../cloud/src/portuguese/index.ts'
import type { Act, Story } from './acts.ts'
import { type DrawnFile, drawFile } from './files.ts'
import { type Chunk, chunksFor } from './found-chunks.ts'

/** What the stories of one company have in common. */
export interface Stage {
  instanceId: string
  /** Ids in the order in which acts name members. */
  members: string[]
  chunks: Chunk[]
  files: Pick<MediaStore, 'put'>
  model: string
  threshold: number
}

type Said = Extract<Act, { by: 'contact' | 'member' | 'phone' }>
/** The places of the acts that say something, by WhatsApp's id. */
type Told = { waId: string; messageId: string }

const MINUTE_MS = 60_000

/**
 * Plays a story in the transaction, each act at its own instant, by the functions through which the product itself takes,
 * files and hands over what happens. Nothing is sent and no job is made: what left the company is settled.
 */
export async function play(tx: TenantTx, stage: Stage, story: Story): Promise<void> {
  const player = await createPlayer(tx, stage, story)
  for (const [place, act] of story.acts.entries()) await player.act(act, place)
  await player.end()
}

async function createPlayer(tx: TenantTx, stage: Stage, { name, phone, unread, acts }: Story) {
  const first = new Date(tx.now.getTime() - acts[0]!.ago * MINUTE_MS)
  const jid = `${phone}@s.whatsapp.net`
  const peer = { identities: [`phone:${phone}`], phone, jid, name }
  const conversation = (await takeThread({ ...tx, now: first }, peer, stage.instanceId, true))!
  const told: (Told | undefined)[] = []
  let turn = 0
  let question = ''
  let greetedAt: Date | null = null

  async function act(act: Act, place: number): Promise<void> {
    const at = new Date(tx.now.getTime() - act.ago * MINUTE_MS)
    const then = { ...tx, now: at }
    switch (act.by) {
      case 'contact':
        return contact(then, act, place)
      case 'ai':
        return ai(then, act, place)
      case 'member':
      case 'phone': {
        const memberId = act.by === 'member' ? stage.members[act.member]! : null
        await leaves(then, place, act, { author: act.by, memberId })
        return step(then, conversation, { type: 'human_wrote', at, memberId })
      }
      case 'note': {
        const memberId = stage.members[act.member]!
        const note = {
          conversationId: conversation.id,
          author: 'member',
          kind: 'note',
          status: 'received',
        } as const
        await insertMessage(then, { ...note, memberId, text: act.text, at, clientId: `demo-note-${place}` })
        return
      }
      case 'claim':
        return step(then, conversation, { type: 'claimed', at, memberId: stage.members[act.member]! })
      case 'release':
        return step(then, conversation, { type: 'released', at, memberId: null })
      case 'return':
        return step(then, conversation, { type: 'returned', at })
      case 'close':
        return step(then, conversation, { type: 'closed', at })
      case 'called for history':
        await reactTo(then, {
          decision: 'handoff',
          reason: 'policy',
          late: true,
          question: act.question,
          reply: null,
        })
        return step(then, conversation, {
          type: 'handed_off',
          at,
          reason: 'arrived_late',
          question: act.question,
        })
    }
  }

  async function contact(
    then: TenantTx,
    said: Extract<Act, { by: 'contact' }>,
    place: number,
  ): Promise<void> {
    turn += 1
    question = said.text ?? question
    const waId = waIdOf(phone, place)
    const file = said.file ? drawFile(said.file, said.text) : undefined
    const written = new Date(then.now.getTime() - (said.lateBy ?? 0) * MINUTE_MS)
    const id = await insertMessage(then, {
      ...shape(said, file),
      conversationId: conversation.id,
      author: 'contact',
      status: 'received',
      waId,
      at: written,
      turnRevision: turn,
      late: said.lateBy !== undefined,
      unread: false,
    })
    if (!id) throw new Error(`${phone} was played before`)
    told[place] = { waId, messageId: id }
    await keepFile(then, id, file)
    change(then, id, said)
    const talk = said.text !== undefined && smallTalk(said.text) !== null
    if (!said.lateBy)
      await step(then, conversation, { type: 'customer_wrote', at: then.now, smallTalk: talk })
  }

  async function ai(then: TenantTx, said: Extract<Act, { by: 'ai' }>, place: number): Promise<void> {
    greetedAt ??= then.now
    const { decision, text } = said
    let receiptId: string | null = null
    if (decision === 'handoff') {
      const { reason, question } = said
      receiptId = await reactTo(then, {
        decision,
        reason,
        question,
        reply: text,
        confidence: said.confidence ?? null,
      })
      await step(then, conversation, { type: 'handed_off', at: then.now, reason, question })
    } else if (decision !== 'none') {
      const cites = 'cites' in said ? said.cites : undefined
      const confidence = decision === 'smalltalk' ? null : (said.confidence ?? 0.86)
      receiptId = await reactTo(then, { decision, reason: null, question, reply: text, confidence, cites })
    }
    await leaves(then, place, said, { author: 'ai', memberId: null, receiptId })
  }

  /** A message of the company's that is settled: read unless told, or failed. */
  async function leaves(
    then: TenantTx,
    place: number,
    said: Partial<Omit<Said, 'by'>> & { failure?: string },
    by: { author: 'ai' | 'member' | 'phone'; memberId: string | null; receiptId?: string | null },
  ): Promise<void> {
    const status: MessageStatus = said.failure ? 'failed' : (said.status ?? 'read')
    const waId = said.failure ? null : waIdOf(phone, place)
    const file = said.file ? drawFile(said.file, said.text) : undefined
    let messageId: string
    if (by.author === 'phone') {
      const { author } = by
      const base = {
        ...shape(said, file),
        conversationId: conversation.id,
        author,
        status,
        waId,
        at: then.now,
      }
      messageId = (await insertMessage(then, base))!
    } else {
      const { kind, media } = shape(said, file)
      const row = await queueMessage(then, conversation, {
        ...by,
        text: said.text ?? '',
        ...(file ? { file: { kind: kind as 'image', media: media! } } : {}),
        epoch: by.author === 'ai' ? conversation.epoch : null,
        clientId: by.memberId ? `demo-${phone}-${place}` : null,
        traceId: 'demo',
      })
      messageId = row.messageId
      then.write(
        `update outbound set state = $3, attempts = 1, claimed_at = created_at, failure = $4 where tenant_id = $1 and message_id = $2`,
        [then.tenantId, messageId, said.failure ? 'failed' : 'sent', said.failure ?? null],
      )
      then.write(
        `update message set status = $3, wa_id = $4, media = coalesce($5, media) where tenant_id = $1 and id = $2`,
        [then.tenantId, messageId, status, waId, media ? JSON.stringify(media) : null],
      )
    }
    if (waId) told[place] = { waId, messageId }
    await keepFile(then, messageId, file)
    change(then, messageId, said)
  }

  function reactTo(
    then: TenantTx,
    told: Pick<Parameters<typeof insertReceipt>[1], 'decision' | 'reason' | 'question' | 'reply'> & {
      confidence?: number | null
      cites?: string | undefined
      late?: boolean
    },
  ): Promise<string | null> {
    const { cites, confidence = null, late = false, ...receipt } = told
    const asked = confidence !== null
    return insertReceipt(then, {
      ...receipt,
      conversationId: conversation.id,
      turnRevision: turn,
      late,
      confidence,
      threshold: asked ? stage.threshold : null,
      chunks: asked ? chunksFor(stage.chunks, receipt.question, cites) : [],
      model: asked ? stage.model : null,
      tokens: asked ? { input: 912, output: 58 } : null,
      costUsdMicro: asked ? 458 : 0,
      timings: asked ? { retrieve: 11, write: 840 } : {},
      traceId: 'demo',
    })
  }

  /** Form and content of a message, its quotation included. */
  function shape(
    said: Partial<Omit<Said, 'by'>>,
    file: DrawnFile | undefined,
  ): { kind: MessageKind; text: string | null; media: Media | null } {
    const quoted = said.quotes === undefined ? undefined : told[said.quotes]
    const media = {
      ...said.media,
      ...file?.media,
      ...(quoted ? { quoted: { waId: quoted.waId, kind: 'text' as const } } : {}),
    }
    const kind = said.kind ?? file?.kind ?? 'text'
    return { kind, text: said.text ?? null, media: Object.keys(media).length > 0 ? media : null }
  }

  async function keepFile(then: TenantTx, messageId: string, file: DrawnFile | undefined): Promise<void> {
    if (!file) return
    const storageKey = `${then.tenantId}/${messageId}`
    const { bytes, mime, fileName } = file
    if (!bytes) return
    await stage.files.put(storageKey, bytes, mime)
    const sha256 = createHash('sha256').update(bytes).digest()
    await keepReady(then, messageId, { storageKey, mime, fileName, bytes: bytes.length, sha256 })
  }

  /** What was done to a message after it was written. */
  function change(
    then: TenantTx,
    messageId: string,
    { before, withdrawn, reactions }: Partial<Omit<Said, 'by'>>,
  ): void {
    const minuteLater = new Date(then.now.getTime() + MINUTE_MS / 2)
    if (before === undefined && !withdrawn && !reactions) return
    then.write(
      `update message set edited_at = $3, deleted_at = $4, reactions = $5,
         original = case when author <> 'contact' then $6 end where tenant_id = $1 and id = $2`,
      [
        then.tenantId,
        messageId,
        before === undefined ? null : minuteLater,
        withdrawn ? minuteLater : null,
        reactions ? JSON.stringify(reactions) : null,
        before ?? null,
      ],
    )
  }

  return {
    act,
    /** Every turn had its reaction, the owners know who waits, and somebody has looked at what is not unread. */
    async end(): Promise<void> {
      tx.write(
        `update conversation set turn_revision = $3, answered_revision = $3, greeted_at = $4, unread = $5, told_waiting_at = $6
         where tenant_id = $1 and id = $2`,
        [tx.tenantId, conversation.id, turn, greetedAt, unread, tx.now],
      )
    },
  }
}

/** As WhatsApp writes its ids, the same for the same message each time. */
function waIdOf(phone: string, place: number): string {
  return `3EB0${createHash('sha256').update(`${phone}:${place}`).digest('hex').slice(0, 18).toUpperCase()}`
}
