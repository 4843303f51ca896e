import { describe, expect, it } from 'vitest'
import {
  accepted,
  clock,
  fresh,
  humanWrites,
  numberOne,
  numberTwo,
  one,
  queue,
  script,
  statusOf,
  tenant,
  two,
} from '../../../infra/testing/scene/two-dispatching.ts'
import type { SendOutcome, SentRecord } from '../whatsapp/index.ts'
import { lockConversation, step } from './conversation.repo.ts'
import { createDispatcher } from './dispatch.ts'
import { receiveFromMe } from './from-me.ts'
import { claimOutbound, openOutbound, queueMessage } from './outbound.repo.ts'
import { settle } from './settle.ts'

describe('dispatch on two real connections', () => {
  it('sends a message once when two processes look at the same line', async () => {
    for (let round = 0; round < 20; round++) {
      const { conversationId } = await fresh()
      const { sent, gateway } = script(accepted)
      await queue(conversationId, 'Abrimos às 6h.', 0)
      const a = createDispatcher({ db: one, gateway, process: numberOne.value, now: clock.now })
      const b = createDispatcher({ db: two, gateway, process: numberTwo.value, now: clock.now })
      await Promise.all([a.run(tenant.tenantId, conversationId), b.run(tenant.tenantId, conversationId)])
      expect(sent).toEqual(['Abrimos às 6h.'])
    }
  })

  it.each(['queued', 'ambiguous', 'held'])(
    'still sends what the bot said before it called for a person itself: %s then',
    async (state) => {
      const { conversationId } = await fresh()
      const earlier = await queue(conversationId, 'Abrimos às 6h.', 0)
      if (state !== 'queued')
        await one.tenant(tenant.tenantId, async (tx) => {
          claimOutbound(tx, earlier.messageId, numberOne.value())
          await tx.query('update outbound set state = $3 where tenant_id = $1 and message_id = $2', [
            tx.tenantId,
            earlier.messageId,
            state,
          ])
        })
      await one.tenant(tenant.tenantId, async (tx) => {
        const conversation = (await lockConversation(tx, conversationId))!
        await step(tx, conversation, {
          type: 'handed_off',
          at: tx.now,
          reason: 'low_confidence',
          question: 'e a lua?',
        })
        await queueMessage(tx, conversation, {
          author: 'ai',
          text: 'Vou chamar alguém.',
          epoch: conversation.epoch,
          traceId: 't',
        })
      })
      const { sent, gateway } = script(accepted)
      const dispatcher = createDispatcher({ db: one, gateway, process: numberOne.value, now: clock.now })
      const askAt = await dispatcher.run(tenant.tenantId, conversationId)
      if (askAt) clock.at = askAt
      // WhatsApp lacks it: it goes again, under the epoch of the handoff.
      await dispatcher.run(tenant.tenantId, conversationId)
      expect(sent).toEqual(['Abrimos às 6h.', 'Vou chamar alguém.'])
      expect(await statusOf(earlier.messageId)).toBe('sent')
    },
  )

  it('a person who takes over after the bot’s own handoff still voids what was in flight before it', async () => {
    const { conversationId } = await fresh()
    const earlier = await queue(conversationId, 'Abrimos às 6h.', 0)
    await one.tenant(tenant.tenantId, async (tx) => {
      claimOutbound(tx, earlier.messageId, numberOne.value())
      const conversation = (await lockConversation(tx, conversationId))!
      await step(tx, conversation, {
        type: 'handed_off',
        at: tx.now,
        reason: 'low_confidence',
        question: '?',
      })
    })
    await humanWrites(two, conversationId)
    const { sent, gateway } = script(accepted)
    const dispatcher = createDispatcher({ db: one, gateway, process: numberOne.value, now: clock.now })
    const askAt = await dispatcher.run(tenant.tenantId, conversationId)
    clock.at = askAt!
    await dispatcher.run(tenant.tenantId, conversationId)
    expect(sent).toEqual([])
    expect(await statusOf(earlier.messageId)).toBe('cancelled')
  })

  it('takes no news about a claim that is no more', async () => {
    const { conversationId } = await fresh()
    const { messageId } = await queue(conversationId, 'Abrimos às 6h.', null)
    const stateAfter = (attempt: number) =>
      one.tenant(tenant.tenantId, async (tx) => {
        await settle(tx, conversationId, messageId, { kind: 'absent' }, attempt)
        return (await openOutbound(tx, conversationId))[0]!.state
      })
    // Claimed, asked about, put back, claimed again: the slower of two who asked is still at the first claim.
    for (const _ of [1, 2])
      await one.tenant(tenant.tenantId, async (tx) => claimOutbound(tx, messageId, numberOne.value()))
    expect(await stateAfter(1)).toBe('claimed')
    expect(await stateAfter(2)).toBe('queued')
  })

  it('claims no bot message after a person committed', async () => {
    for (let round = 0; round < 40; round++) {
      const { conversationId } = await fresh()
      let humanCommitted = false
      let claimedAfter = false
      const { gateway } = script(accepted)
      const dispatcher = createDispatcher({ db: one, gateway, process: numberOne.value, now: clock.now })
      const message = await queue(conversationId, 'resposta da IA', 0)
      const human = humanWrites(two, conversationId).then(() => {
        humanCommitted = true
      })
      await Promise.all([human, dispatcher.run(tenant.tenantId, conversationId)])
      const [row] = await one.tenant(tenant.tenantId, (tx) =>
        tx.query<{ state: string }>('select state from outbound where tenant_id = $1 and message_id = $2', [
          tenant.tenantId,
          message.messageId,
        ]),
      )
      // Either the bot was first (sent), or the person was and it never will be.
      expect(['sent', 'cancelled']).toContain(row!.state)
      const late = await queue(conversationId, 'rascunho velho', 0)
      await dispatcher.run(tenant.tenantId, conversationId)
      claimedAfter = (await statusOf(late.messageId)) !== 'cancelled'
      expect({ humanCommitted, claimedAfter }).toEqual({ humanCommitted: true, claimedAfter: false })
    }
  })

  it('repeats an unclear send only when WhatsApp was asked, late enough, and lacks it', async () => {
    const { conversationId } = await fresh()
    const records: SentRecord[] = []
    let answer: SendOutcome = { kind: 'unclear', failure: 'timeout' }
    const { sent, gateway } = script(
      () => answer,
      () => records,
    )
    const dispatcher = createDispatcher({ db: one, gateway, process: numberOne.value, now: clock.now })
    const message = await queue(conversationId, 'São R$ 19,90 o quilo.', 0)
    const askAt = await dispatcher.run(tenant.tenantId, conversationId)
    expect(askAt).toEqual(new Date(clock.at.getTime() + 5_000))
    expect(sent).toHaveLength(1)
    clock.at = askAt!
    answer = accepted()
    await dispatcher.run(tenant.tenantId, conversationId)
    expect(sent).toHaveLength(2)
    expect(await statusOf(message.messageId)).toBe('sent')
  })

  it('does not repeat an unclear send that WhatsApp has', async () => {
    const { conversationId } = await fresh()
    const records = [{ waId: '3EB0FOUND', kind: 'text' as const, text: 'Temos 6 vagas.', at: clock.now() }]
    const { sent, gateway } = script(
      () => ({ kind: 'unclear', failure: 'timeout' }),
      () => records,
    )
    const dispatcher = createDispatcher({ db: one, gateway, process: numberOne.value, now: clock.now })
    const message = await queue(conversationId, 'Temos 6 vagas.', 0)
    clock.at = (await dispatcher.run(tenant.tenantId, conversationId))!
    await dispatcher.run(tenant.tenantId, conversationId)
    expect(sent).toHaveLength(1)
    expect(await statusOf(message.messageId)).toBe('sent')
  })

  it('asks for a send under every address of the customer, who may have written from another since', async () => {
    const { conversationId, contactId } = await fresh()
    await one.tenant(tenant.tenantId, (tx) =>
      tx.query(
        `insert into contact_identity (tenant_id, identity, contact_id) values ($1, 'lid:77', $2), ($1, 'phone:5531988880077', $2)`,
        [tx.tenantId, contactId],
      ),
    )
    const { sent, gateway } = script(() => ({ kind: 'unclear', failure: 'timeout' }))
    gateway.findSent = async ({ jids }) =>
      jids.includes('77@lid')
        ? [{ waId: 'UNDER-LID', kind: 'text', text: 'Fica na Rua A.', at: clock.now() }]
        : []
    const dispatcher = createDispatcher({ db: one, gateway, process: numberOne.value, now: clock.now })
    const message = await queue(conversationId, 'Fica na Rua A.', 0)
    clock.at = (await dispatcher.run(tenant.tenantId, conversationId))!
    await dispatcher.run(tenant.tenantId, conversationId)
    expect(sent).toHaveLength(1)
    expect(await statusOf(message.messageId)).toBe('sent')
  })

  it('shows a message as held when WhatsApp cannot be asked, and sends nothing of the bot meanwhile', async () => {
    const { conversationId } = await fresh()
    const { sent, gateway } = script(() => ({ kind: 'unclear', failure: 'timeout' }))
    gateway.findSent = async () => Promise.reject(new Error('down'))
    const dispatcher = createDispatcher({ db: one, gateway, process: numberOne.value, now: clock.now })
    const message = await queue(conversationId, 'primeira', 0)
    await queue(conversationId, 'segunda', 0)
    for (let look = 0; look < 8; look++) {
      const until = await dispatcher.run(tenant.tenantId, conversationId)
      clock.at = until!
    }
    expect(await statusOf(message.messageId)).toBe('held')
    expect(sent).toEqual(['primeira'])
  })

  it('waits with an unknown fromMe until the send in flight resolves, then knows the echo from a person', async () => {
    for (const [text, state] of [
      ['Bom dia', 'ai_active'],
      ['eu respondo daqui', 'human_replied'],
    ] as const) {
      const { conversationId } = await fresh()
      let release: (outcome: SendOutcome) => void = () => undefined
      const { gateway } = script(() => new Promise<SendOutcome>((resolve) => (release = resolve)))
      const dispatcher = createDispatcher({ db: one, gateway, process: numberOne.value, now: clock.now })
      const message = await queue(conversationId, 'Bom dia', 0)
      const running = dispatcher.run(tenant.tenantId, conversationId)
      await expect.poll(() => statusOf(message.messageId)).toBe('sending')
      const verdict = await two.tenant(tenant.tenantId, async (tx) => {
        const conversation = (await lockConversation(tx, conversationId))!
        const open = await openOutbound(tx, conversationId)
        const content = { kind: 'text' as const, text, media: null }
        return receiveFromMe(tx, conversation, open, {
          waId: `OTHER-${text}`,
          at: clock.now(),
          content,
          late: false,
        })
      })
      expect(verdict).toBe('postponed')
      release(accepted())
      await running
      const after = await one.tenant(tenant.tenantId, (tx) => lockConversation(tx, conversationId))
      expect(after!.state).toBe(state)
    }
  })
})
