import type { FastifyInstance } from 'fastify'
import { forget, logOut, startPairing } from './connection.ts'
import { createInstance } from './create.ts'
import { badRequest, EvolutionError, unauthorized } from './errors.ts'
import { instanceOf, keyOf } from './guard.ts'
import type { Instance } from './instance.ts'
import { rowOf } from './instance-row.ts'
import { validate } from './schema.ts'
import type { World } from './world.ts'

const stateOf = (instance: Instance) => ({
  instance: { instanceName: instance.name, state: instance.state },
})

/** What connect answers: the state when open, else the QR code as far as there is one. */
async function connect(world: World, instance: Instance) {
  if (instance.state === 'open') return stateOf(instance)
  if (instance.state === 'close') {
    await startPairing(world, instance)
    await world.timers.sleep(world.times.bootMs)
  }
  return instance.qr ?? { count: 0 }
}

/** Life of an instance: create, connect, state, list, restart, logout, delete. */
export function registerInstanceRoutes(app: FastifyInstance, world: World): void {
  app.post('/instance/create', async (request, reply) => {
    const named = request.body as { instanceName?: unknown } | undefined
    if (typeof named?.instanceName === 'string' && world.instances.has(named.instanceName))
      throw new EvolutionError(403, [`This name "${named.instanceName}" is already in use.`])
    if (keyOf(request) !== world.apiKey) throw unauthorized()
    return reply.code(201).send(await createInstance(world, request.body))
  })

  app.get('/instance/connect/:name', async (request) => {
    const instance = instanceOf(world, request)
    const { number } = request.query as { number?: string }
    if (number) instance.number = number
    return connect(world, instance)
  })

  app.get('/instance/connectionState/:name', async (request) => stateOf(instanceOf(world, request)))

  app.get('/instance/fetchInstances', async (request) => {
    const key = keyOf(request)
    const all = [...world.instances.values()]
    const mine = key === world.apiKey ? all : all.filter((instance) => instance.token === key)
    if (key !== world.apiKey && mine.length === 0) throw unauthorized()
    const { instanceName, instanceId, number } = request.query as Record<string, string | undefined>
    const found = mine.filter(
      (instance) =>
        (!instanceName || instance.name === instanceName) &&
        (!instanceId || instance.id === instanceId) &&
        (!number || instance.number === number),
    )
    if (instanceName && found.length === 0)
      throw new EvolutionError(404, [`Instance "${instanceName}" not found`])
    return found.map(rowOf)
  })

  app.post('/instance/restart/:name', async (request) => {
    const instance = instanceOf(world, request)
    if (instance.state === 'close') return { error: true, message: '[object Object]' }
    if (instance.state === 'open') instance.base64 = instance.webhook?.webhookBase64 ?? false
    return connect(world, instance)
  })

  app.delete('/instance/logout/:name', async (request) => {
    const instance = instanceOf(world, request)
    if (instance.state !== 'open') throw badRequest(`The "${instance.name}" instance is not connected`)
    logOut(world, instance)
    return { status: 'SUCCESS', error: false, response: { message: 'Instance logged out' } }
  })

  app.delete('/instance/delete/:name', async (request) => {
    const instance = instanceOf(world, request)
    world.webhooks.emit(instance, 'instance.delete', { instanceName: instance.name, instanceId: instance.id })
    world.webhooks.emit(instance, 'remove.instance', null)
    forget(world, instance)
    return { status: 'SUCCESS', error: false, response: { message: 'Instance deleted' } }
  })

  app.post('/settings/set/:name', async (request, reply) => {
    const instance = instanceOf(world, request)
    const flags = [
      'rejectCall',
      'groupsIgnore',
      'alwaysOnline',
      'readMessages',
      'readStatus',
      'syncFullHistory',
    ]
    const settings = validate<Record<string, unknown>>(request.body, {
      required: flags,
      types: { ...Object.fromEntries(flags.map((flag) => [flag, 'boolean' as const])), msgCall: 'string' },
    })
    Object.assign(instance.settings, settings)
    return reply.code(201).send({ settings: { instanceName: instance.name, settings } })
  })

  app.get('/settings/find/:name', async (request) => instanceOf(world, request).settings)
}
