import { type Presence, Viewing } from '@plantao/shared/realtime/events'
import type { Caller } from '../platform/http/bind.ts'
import type { Looking, PresenceStore } from './presence.store.ts'
import { type ConsoleServer, type ConsoleSocket, memberRoom, tenantRoom } from './rooms.ts'

/** Messages a second that a person's hands can cause; more is a broken client. */
const MOST_A_SECOND = 20

type Deps = {
  io: ConsoleServer
  store: PresenceStore
  ignored: (why: 'invalid' | 'too_many' | 'foreign') => void
  /** Whether the tenant has such a conversation: an id may be anybody's. */
  has: (tenantId: string, conversationId: string) => Promise<boolean>
  /** Whether somebody types to the customer of a conversation, told at each change of anybody there. */
  onTyping?: OnTyping
}
export type OnTyping = (tenantId: string, conversationId: string, isTyping: boolean) => void

/** Who is looking at or typing in which conversation. Fleeting: told to those who listen, stored nowhere that lasts. */
export function createPresence({ io, store, ignored, has, onTyping }: Deps) {
  /** Tells the whole tenant about one conversation; each hears of the others only. */
  async function tell(tenantId: string, conversationId: string): Promise<void> {
    const people = peopleOf(await store.all(tenantId), conversationId)
    onTyping?.(
      tenantId,
      conversationId,
      people.some(({ typing }) => typing),
    )
    const inIt = people.map((person) => memberRoom(person.id))
    io.to(tenantRoom(tenantId)).except(inIt).emit('presence', { conversationId, people })
    for (const person of people) {
      const others = people.filter((other) => other.id !== person.id)
      io.to(memberRoom(person.id)).emit('presence', { conversationId, people: others })
    }
  }

  /** What a newcomer missed. */
  async function greet(socket: ConsoleSocket, caller: Caller): Promise<void> {
    const all = await store.all(caller.tenantId)
    for (const conversationId of new Set(all.map((looking) => looking.conversationId))) {
      const people = peopleOf(all, conversationId).filter((person) => person.id !== caller.memberId)
      if (people.length > 0) socket.emit('presence', { conversationId, people })
    }
  }

  function follow(socket: ConsoleSocket, caller: Caller): void {
    let at: string | null = null
    let second = 0
    let heard = 0
    // One after the other: two quick messages must not overtake each other in the store.
    let queue: Promise<void> = Promise.resolve()
    const then = (work: () => Promise<void>) => {
      queue = queue.then(work).catch(() => undefined)
    }
    async function move(to: Looking | null): Promise<void> {
      const before = at
      if (to && to.conversationId !== at && !(await has(caller.tenantId, to.conversationId)))
        return ignored('foreign')
      at = to?.conversationId ?? null
      if (to) await store.put(caller.tenantId, socket.id, to)
      else await store.remove(caller.tenantId, socket.id)
      if (before && before !== at) await tell(caller.tenantId, before)
      if (at) await tell(caller.tenantId, at)
    }
    socket.on('viewing', (given) => {
      const now = Math.floor(performance.now() / 1000)
      heard = now === second ? heard + 1 : 1
      second = now
      if (heard > MOST_A_SECOND) return ignored('too_many')
      const { data } = Viewing.safeParse(given)
      if (!data) return ignored('invalid')
      const { conversationId, typing } = data
      const { memberId, name } = caller
      then(() => move(conversationId ? { conversationId, memberId, name, typing } : null))
    })
    socket.on('disconnect', () => then(() => (at ? move(null) : Promise.resolve())))
    void greet(socket, caller).catch(() => undefined)
  }

  return { follow, refresh: () => store.refresh().catch(() => undefined) }
}

/** One entry a person, typing if they type on any screen. */
function peopleOf(all: Looking[], conversationId: string): Presence['people'] {
  const people = new Map<string, Presence['people'][number]>()
  for (const looking of all) {
    if (looking.conversationId !== conversationId) continue
    const typing = looking.typing || people.get(looking.memberId)?.typing === true
    people.set(looking.memberId, { id: looking.memberId, name: looking.name, typing })
  }
  return [...people.values()]
}
