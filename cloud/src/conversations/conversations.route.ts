import { endpoints } from '@plantao/shared/http/endpoints'
import type { Database } from '../platform/database.ts'
import { type BoundRoute, type Caller, route } from '../platform/http/bind.ts'
import { writeNote } from './internal-note.ts'
import { type Actor, createPeople, type OnRead, type OnTakenOver } from './people.ts'
import { listConversations, listMessages, readConversation, readMessage } from './reading.repo.ts'

/** What the console asks of conversations. */
export function conversationRoutes(deps: {
  db: Database
  onRead?: OnRead
  onTakenOver?: OnTakenOver
}): BoundRoute[] {
  const { db } = deps
  const people = createPeople(deps)
  const read = (caller: Caller, id: string) => db.tenant(caller.tenantId, (tx) => readConversation(tx, id))
  const message = (caller: Caller, id: string) => db.tenant(caller.tenantId, (tx) => readMessage(tx, id))
  const actorOf = ({ caller, traceId }: { caller: Caller; traceId: string }): Actor => ({
    ...caller,
    traceId,
  })
  return [
    route(endpoints.conversations, ({ caller, query }) =>
      db.tenant(caller.tenantId, (tx) => listConversations(tx, query)),
    ),
    route(endpoints.conversation, ({ caller, params }) => read(caller, params.id)),
    route(endpoints.messages, ({ caller, params, query }) =>
      db.tenant(caller.tenantId, (tx) => listMessages(tx, params.id, query)),
    ),
    route(endpoints.sendMessage, async (call) =>
      message(call.caller, await people.send(actorOf(call), call.params.id, call.body)),
    ),
    route(endpoints.writeNote, async (call) =>
      message(call.caller, await writeNote(db, actorOf(call), call.params.id, call.body)),
    ),
    route(endpoints.retryMessage, async (call) => {
      await people.retry(actorOf(call), call.params.id, call.params.messageId)
      return message(call.caller, call.params.messageId)
    }),
    route(endpoints.markRead, async (call) => {
      await people.markRead(actorOf(call), call.params.id)
      return read(call.caller, call.params.id)
    }),
    route(endpoints.claim, async (call) => {
      await people.claim(actorOf(call), call.params.id, call.body.force)
      return read(call.caller, call.params.id)
    }),
    route(endpoints.release, async (call) => {
      await people.release(actorOf(call), call.params.id, call.body.to)
      return read(call.caller, call.params.id)
    }),
    route(endpoints.returnToAi, async (call) => {
      await people.giveBack(actorOf(call), call.params.id)
      return read(call.caller, call.params.id)
    }),
    route(endpoints.close, async (call) => {
      await people.close(actorOf(call), call.params.id)
      return read(call.caller, call.params.id)
    }),
  ]
}
