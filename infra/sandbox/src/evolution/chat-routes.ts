import type { FastifyInstance } from 'fastify'
import { badRequest } from './errors.ts'
import { findMessages, type MessageQuery } from './find-messages.ts'
import { instanceOf } from './guard.ts'
import { createJid } from './jid.ts'
import { requirePhoneChannel } from './official.ts'
import { long } from './protobuf.ts'
import { validate } from './schema.ts'
import { recipient, requireConnection, typing } from './send.ts'
import { advance } from './status.ts'
import type { World } from './world.ts'

/** The `/chat/*` routes the product uses. */
export function registerChatRoutes(app: FastifyInstance, world: World): void {
  app.post('/chat/sendPresence/:name', async (request, reply) => {
    const instance = instanceOf(world, request)
    const body = validate<{ number: string; presence: string; delay: number }>(request.body, {
      required: ['number', 'presence', 'delay'],
      types: { number: 'string', presence: 'string', delay: 'integer' },
    })
    requirePhoneChannel(instance)
    requireConnection(instance)
    await typing(world, instance, recipient(world, body.number), body.delay, body.presence)
    return reply.code(201).send({ presence: body.presence })
  })

  app.post('/chat/markMessageAsRead/:name', async (request, reply) => {
    const instance = instanceOf(world, request)
    const { readMessages } = validate<{ readMessages: Array<{ remoteJid: string; id: string }> }>(
      request.body,
      {
        required: ['readMessages'],
        types: { readMessages: 'array' },
      },
    )
    requirePhoneChannel(instance)
    requireConnection(instance)
    for (const { remoteJid, id } of readMessages) {
      // A @lid key is ignored yet answered with success, as Evolution does.
      if (!/@(g\.us|s\.whatsapp\.net)$/.test(remoteJid)) continue
      const message = instance.messages.get(id)
      if (message?.direction === 'in') advance(world, instance, message, 'read')
    }
    return reply.code(201).send({ message: 'Read messages', read: 'success' })
  })

  app.post('/chat/getBase64FromMediaMessage/:name', async (request, reply) => {
    const instance = instanceOf(world, request)
    const body = request.body as { message?: { key?: { id?: string } } }
    const message = instance.messages.get(body?.message?.key?.id ?? '')
    if (!message) throw badRequest('Message not found')
    const content = message.data.message[message.data.messageType] as Record<string, unknown>
    const { media } = message
    if (!media) throw badRequest('The message is not of the media type')
    const extension = media.mimetype.split('/')[1]?.split(';')[0] ?? 'bin'
    return reply.code(201).send({
      mediaType: message.data.messageType,
      fileName: media.fileName ?? `${message.data.key.id}.${extension === 'ogg' ? 'oga' : extension}`,
      caption: content.caption ?? '',
      size: {
        fileLength: content.fileLength ?? long(0),
        height: content.height,
        width: content.width,
      },
      mimetype: media.mimetype,
      base64: media.base64,
      buffer: null,
    })
  })

  app.post('/chat/findMessages/:name', async (request) =>
    findMessages(world, instanceOf(world, request), (request.body ?? {}) as MessageQuery),
  )

  app.post('/chat/whatsappNumbers/:name', async (request) => {
    const instance = instanceOf(world, request)
    const { numbers } = validate<{ numbers: string[] }>(request.body, {
      required: ['numbers'],
      types: { numbers: 'array' },
    })
    requirePhoneChannel(instance)
    requireConnection(instance)
    return numbers.map((number) => {
      const given = createJid(number)
      const exists = world.identities.exists(given)
      const jid = exists ? world.identities.resolve(given) : given
      const name = instance.names.get(world.identities.chatOf(jid))
      return { jid, exists, number, ...(exists && name ? { name } : {}) }
    })
  })
}
