import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { drop, logOut, open } from '../evolution/connection.ts'
import { createJid, userOf } from '../evolution/jid.ts'
import type { World } from '../evolution/world.ts'
import { byName, PhoneError, parse } from './phone-error.ts'

const pairSchema = z.object({
  instance: z.string(),
  phone: z.string().optional(),
  name: z.string().optional(),
})
const stateSchema = z.object({
  instance: z.string(),
  state: z.enum(['open', 'connected', 'connecting', 'close', 'closed', 'disconnected']),
})
const typingSchema = z.object({ from: z.string(), to: z.string(), typing: z.boolean().default(true) })

/** Pairing, the connection, typing, and the live feed of the phone page. */
export function registerPhoneControls(scope: FastifyInstance, world: World, cloudUrl: string): void {
  scope.get('/config', async () => ({ cloudUrl }))

  scope.get('/instances', async () => ({
    items: [...world.instances.values()].map((instance) => ({
      name: instance.name,
      state: instance.state,
      phone: instance.ownerJid && userOf(instance.ownerJid),
      profileName: instance.profileName,
      qr: instance.qr && { image: instance.qr.base64, pairingCode: instance.qr.pairingCode },
    })),
  }))

  scope.post('/pair', async (request) => {
    const { instance: name, phone, name: profileName } = parse(pairSchema, request.body)
    const instance = byName(world, name)
    if (instance.state === 'close')
      throw new PhoneError(409, 'phone.no_qr', 'There is no QR code to scan: connect the instance first.')
    if (profileName) instance.profileName = profileName
    if (instance.state !== 'open') open(world, instance, phone)
    return { instance: name, state: instance.state, phone: userOf(instance.ownerJid ?? '') }
  })

  scope.post('/state', async (request) => {
    const { instance: name, state } = parse(stateSchema, request.body)
    const instance = byName(world, name)
    if (state === 'connecting') drop(world, instance)
    else if (state === 'open' || state === 'connected') open(world, instance)
    else logOut(world, instance)
    return { instance: name, state: instance.state }
  })

  scope.post('/typing', async (request, reply) => {
    const { from, to, typing } = parse(typingSchema, request.body)
    const instance = byName(world, to)
    const id = createJid(from)
    if (instance.state === 'open')
      world.webhooks.emit(instance, 'presence.update', {
        id,
        presences: { [id]: { lastKnownPresence: typing ? 'composing' : 'paused' } },
      })
    return reply.code(204).send()
  })

  scope.get('/events', (_request, reply) => {
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    reply.raw.write('retry: 1000\n\n')
    world.events.add(reply.raw)
  })
}
