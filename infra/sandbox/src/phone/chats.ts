import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Instance } from '../evolution/instance.ts'
import { createJid, userOf } from '../evolution/jid.ts'
import type { StoredMessage } from '../evolution/message.ts'
import { acknowledge } from '../evolution/status.ts'
import type { World } from '../evolution/world.ts'
import { byName, PhoneError, parse } from './phone-error.ts'
import { viewOf } from './view.ts'

/** A moment as ISO date, epoch milliseconds or epoch seconds → epoch milliseconds. */
const moment = z.string().transform((value, context) => {
  const number = Number(value)
  const at = Number.isNaN(number) ? Date.parse(value) : number < 1e11 ? number * 1000 : number
  if (Number.isNaN(at)) context.addIssue({ code: 'custom', message: 'not a moment' })
  return at
})

const listSchema = z.object({
  contact: z.string().optional(),
  instance: z.string().optional(),
  since: moment.optional(),
})
const readSchema = z.object({ instance: z.string(), contact: z.string() })

function messagesOf(world: World, instances: Instance[], contact: string | undefined): StoredMessage[] {
  const lists = instances.map((instance) =>
    contact ? instance.messages.chat(world.identities.chatOf(createJid(contact))) : instance.messages.all(),
  )
  return lists.length === 1 ? lists[0]! : lists.flat().sort((a, b) => a.at - b.at)
}

/** Reading a chat: its messages, its media, who wrote, and the blue ticks. */
export function registerPhoneChats(scope: FastifyInstance, world: World): void {
  scope.get('/messages', async (request) => {
    const { contact, instance, since } = parse(listSchema, request.query)
    const instances = instance ? [byName(world, instance)] : [...world.instances.values()]
    const messages = messagesOf(world, instances, contact)
    const recent = since === undefined ? messages : messages.filter(({ at }) => at >= since)
    const chat = contact ? { chat: world.identities.chatOf(createJid(contact)) } : {}
    return { messages: recent.map(viewOf), ...chat }
  })

  scope.get('/contacts', async (request) => {
    const { instance } = parse(z.object({ instance: z.string() }), request.query)
    const found = byName(world, instance)
    const items = found.messages.chats().map((chat) => ({
      chat,
      contact: userOf(chat),
      name: found.names.get(chat) ?? userOf(chat),
    }))
    return { items }
  })

  scope.get('/media/:name/:id', async (request, reply) => {
    const { name, id } = request.params as { name: string; id: string }
    const media = byName(world, name).messages.get(id)?.media
    if (!media) throw new PhoneError(404, 'phone.no_media', 'This message has no media.')
    return reply.type(media.mimetype).send(Buffer.from(media.base64, 'base64'))
  })

  scope.post('/read', async (request, reply) => {
    const { instance, contact } = parse(readSchema, request.body)
    const found = byName(world, instance)
    for (const { direction, status, data } of found.messages.chat(
      world.identities.chatOf(createJid(contact)),
    )) {
      if (direction !== 'out' || status === 'read') continue
      acknowledge(world, found, found.messages.get(data.key.id)!, 'read')
    }
    return reply.code(204).send()
  })
}
