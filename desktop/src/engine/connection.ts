import { PROTOCOL } from '@plantao/shared/realtime/protocol'
import { backoff } from './backoff.ts'
import type { LocalStore } from './local-store.ts'
import type { ConsolePorts, Link } from './ports.ts'
import type { SessionKeeper } from './session.ts'
import type { ConsoleState } from './state.ts'
import type { Sync } from './sync.ts'

type Deps = Pick<ConsolePorts, 'connect' | 'clock' | 'random'> & {
  store: LocalStore
  sync: Sync
  session: Pick<SessionKeeper, 'renew' | 'ended' | 'tooOld'>
  token: () => string | null
  /** The line is up: send what waits, say where I am. */
  up: () => void
}

/** The live line: hands what it hears to the sync and shows whether it is there. */
export function openConnection(deps: Deps) {
  const { store, sync, session, clock } = deps
  let refusals = 0
  let cancelRetry = () => {}
  let stopped = false

  function phase(next: ConsoleState['connection']['phase']): void {
    const { connection } = store.state()
    const gone = next === 'online' ? {} : { presence: {} }
    if (connection.phase !== next)
      store.show({ set: { connection: { ...connection, phase: next }, ...gone } })
  }

  function later(): void {
    refusals++
    cancelRetry()
    cancelRetry = clock.after(backoff(refusals, deps.random), () => link.reconnect())
  }

  const handshake = () => {
    const cursor = sync.cursor()
    return { token: deps.token() ?? '-', protocol: PROTOCOL, ...(cursor === undefined ? {} : { cursor }) }
  }

  const link: Link = deps.connect(handshake, {
    hello: () => {
      refusals = 0
      phase('online')
      sync.poke()
      deps.up()
    },
    events: (events) => sync.receive(events),
    cursorTooOld: () => sync.startOver(),
    presence: ({ conversationId, people }) => {
      store.show({ set: { presence: { ...store.state().presence, [conversationId]: people } } })
    },
    sessionEnded: () => void session.ended(),
    refused: (why) => {
      if (stopped) return
      phase('offline')
      if (why === 'clientTooOld') void session.tooOld()
      else if (why === 'unauthorized') session.renew().then(later, later)
      else later()
    },
    down: () => phase('offline'),
  })

  return {
    link,
    /** Something woke up: do not wait for the next try. */
    hurry: () => {
      if (store.state().connection.phase !== 'online') link.reconnect()
    },
    stop: () => {
      stopped = true
      cancelRetry()
      link.close()
    },
  }
}
