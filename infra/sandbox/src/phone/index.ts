import type { FastifyInstance } from 'fastify'
import { edit, react, revoke } from '../evolution/change.ts'
import { receive } from '../evolution/receive.ts'
import type { World } from '../evolution/world.ts'
import { registerPhoneChats } from './chats.ts'
import { registerPhoneControls } from './controls.ts'
import { findTarget } from './find-target.ts'
import { incomingSchema, typedOf } from './incoming.ts'
import { byName, parse, registerPhoneErrors } from './phone-error.ts'

/** The phone side of the sandbox: what customers and the company's own handset do. */
export function registerPhone(app: FastifyInstance, world: World, cloudUrl: string): void {
  app.register(
    async (scope) => {
      registerPhoneErrors(scope)
      registerPhoneChats(scope, world)
      registerPhoneControls(scope, world, cloudUrl)
      scope.post('/messages', async (request, reply) => {
        const body = parse(incomingSchema, request.body)
        const instance = byName(world, body.to)
        const typed = typedOf(body, (phone) => world.identities.lid(phone))
        const chat = typed.group ?? typed.phone
        if (body.kind === 'edited') return reply.code(202).send(edit(world, instance, chat, body))
        if (body.kind === 'revoked') return reply.code(202).send(revoke(world, instance, chat, body))
        if (body.kind === 'reaction') {
          const target = findTarget(instance, chat, body.target)
          typed.target = target?.data.key
          if (target) react(world, instance, target, body.text)
        }
        return reply.code(202).send({ id: receive(world, instance, typed) })
      })
    },
    { prefix: '/phone' },
  )
}
