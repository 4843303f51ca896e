import type { FastifyInstance, FastifyReply } from 'fastify'
import { react } from './change.ts'
import { badRequest, internalError } from './errors.ts'
import { instanceOf } from './guard.ts'
import type { EvolutionMessage } from './message.ts'
import { isOfficial, requireWindow } from './official.ts'
import { mediaToSend } from './outgoing-media.ts'
import { validate } from './schema.ts'
import { accept, recipient, requireConnection, typing } from './send.ts'
import type { World } from './world.ts'

interface SendBody {
  number: string
  delay?: number
  quoted?: { key?: { id?: string } }
}
const sendTypes = { number: 'string', delay: 'integer', quoted: 'object' } as const

/** After this long a held socket is let go, whoever still waits. */
const heldMs = 60_000

/** Answers 201, or (fault `timeoutAfterAcceptRate`) never: the message is out, the caller cannot know. */
function answer(world: World, reply: FastifyReply, data: EvolutionMessage): FastifyReply {
  if (!world.faults.happens(world.faults.evolution.timeoutAfterAcceptRate)) return reply.code(201).send(data)
  reply.hijack()
  world.timers.after(heldMs, () => reply.raw.destroy())
  return reply
}

type Component = { parameters?: { text?: unknown }[] }

/** What the customer reads of a template here: its parameters, for its words stand with Meta. */
function templateWords(components: unknown): string {
  const list: Component[] = Array.isArray(components) ? components : []
  return list
    .flatMap(({ parameters }) => parameters ?? [])
    .map(({ text }) => String(text ?? ''))
    .join(' ')
}

/** The `/message/*` routes the product uses. */
export function registerMessageRoutes(app: FastifyInstance, world: World): void {
  app.addHook('preHandler', async () => {
    if (world.faults.happens(world.faults.evolution.failRate)) throw internalError('Error: socket hang up')
  })

  app.post('/message/sendText/:name', async (request, reply) => {
    const instance = instanceOf(world, request)
    const body = validate<SendBody & { text: string }>(request.body, {
      required: ['number', 'text'],
      types: { ...sendTypes, text: 'string' },
    })
    if (body.text.trim() === '') throw badRequest('Text is required')
    requireConnection(instance)
    const jid = recipient(world, body.number)
    requireWindow(instance, world.identities.chatOf(jid))
    if (body.delay) await typing(world, instance, jid, body.delay)
    requireConnection(instance)
    const data = accept(world, instance, {
      jid,
      kind: 'text',
      text: body.text,
      messageType: 'conversation',
      message: { conversation: body.text },
      context: true,
      quoted: body.quoted?.key?.id,
    })
    return answer(world, reply, data)
  })

  app.post('/message/sendMedia/:name', async (request, reply) => {
    const instance = instanceOf(world, request)
    const body = validate<
      SendBody & { mediatype: string; media?: string; mimetype?: string; fileName?: string; caption?: string }
    >(request.body, {
      required: ['number', 'mediatype'],
      types: { ...sendTypes, mediatype: 'string', media: 'string', caption: 'string' },
    })
    const outgoing = mediaToSend(body.mediatype, body)
    requireConnection(instance)
    const jid = recipient(world, body.number)
    requireWindow(instance, world.identities.chatOf(jid))
    if (body.delay) await typing(world, instance, jid, body.delay)
    requireConnection(instance)
    return answer(world, reply, accept(world, instance, { ...outgoing, jid, quoted: body.quoted?.key?.id }))
  })

  app.post('/message/sendWhatsAppAudio/:name', async (request, reply) => {
    const instance = instanceOf(world, request)
    const body = validate<SendBody & { audio?: string }>(request.body, {
      required: ['number'],
      types: { ...sendTypes, audio: 'string' },
    })
    const outgoing = mediaToSend('voice', { media: body.audio })
    requireConnection(instance)
    const jid = recipient(world, body.number)
    requireWindow(instance, world.identities.chatOf(jid))
    if (body.delay) await typing(world, instance, jid, body.delay, 'recording')
    requireConnection(instance)
    return answer(world, reply, accept(world, instance, { ...outgoing, jid, quoted: body.quoted?.key?.id }))
  })

  app.post('/message/sendTemplate/:name', async (request, reply) => {
    const instance = instanceOf(world, request)
    const body = validate<SendBody & { name: string; language: string; components?: unknown }>(request.body, {
      required: ['name', 'language'],
      types: { ...sendTypes, name: 'string', language: 'string' },
    })
    if (!isOfficial(instance)) throw badRequest('Method not available in the Baileys service')
    requireConnection(instance)
    const text = templateWords(body.components)
    const data = accept(world, instance, {
      jid: recipient(world, body.number),
      kind: 'text',
      text,
      messageType: 'conversation',
      message: { conversation: text },
      context: false,
    })
    return answer(world, reply, data)
  })

  app.post('/message/sendReaction/:name', async (request, reply) => {
    const instance = instanceOf(world, request)
    const body = validate<{ key: { remoteJid: string; fromMe: boolean; id: string }; reaction: string }>(
      request.body,
      { required: ['key', 'reaction'], types: { key: 'object', reaction: 'string' } },
    )
    validate(
      body.key,
      {
        required: ['id', 'remoteJid', 'fromMe'],
        types: { id: 'string', remoteJid: 'string', fromMe: 'boolean' },
      },
      'key',
    )
    requireConnection(instance)
    const target = instance.messages.get(body.key.id)
    if (target) react(world, instance, target, body.reaction)
    const data = accept(world, instance, {
      jid: recipient(world, body.key.remoteJid),
      kind: 'reaction',
      text: body.reaction,
      messageType: 'reactionMessage',
      message: { reactionMessage: { text: body.reaction, key: body.key, senderTimestampMs: Date.now() } },
      context: false,
    })
    return answer(world, reply, data)
  })
}
