import type { Conversation } from '@plantao/shared/conversations'
import type { LocalStore } from './local-store.ts'
import type { Clock } from './ports.ts'
import type { Undoable } from './state.ts'

/** How long an act on a customer can be undone, in milliseconds. */
export const SECOND_THOUGHTS_MS = 10_000

/**
 * How a held act ended. `overtaken`: it was not done, because the customer wrote meanwhile, or somebody's hold changed,
 * or I went on working with that conversation.
 */
export type HowItEnded = 'done' | 'undone' | 'overtaken'
export type Held<T> = { how: 'done'; value: T } | { how: 'undone' | 'overtaken' }

type Act = Pick<Undoable, 'kind' | 'conversationId' | 'people'>
type Entry = {
  shown: Undoable
  /** How the conversation stood; null where it does not matter. */
  stood: Conversation | null
  /** Afterwards the AI answers, so a word of the customer counts: it must not be left between two chairs. */
  toAi: boolean
  cancel: () => void
  /** The time is over. */
  perform: () => Promise<void>
  /** Somebody changed their mind. */
  undo: () => Promise<void>
  /** It does not come to it. */
  drop: (how: 'undone' | 'overtaken') => void
}

/** Whether a conversation is no longer what it was when somebody decided about it. Pure. */
export function isOvertaken(stood: Conversation, now: Conversation | undefined, toAi: boolean): boolean {
  if (!now) return true
  const held = (each: Conversation) => [each.state, each.assignee?.id, each.closedAt].join(' ')
  if (held(stood) !== held(now)) return true
  const said = ({ lastMessage }: Conversation) => [lastMessage?.at, lastMessage?.text].join(' ')
  return toAi && now.lastMessage?.author === 'contact' && said(now) !== said(stood)
}

/**
 * Acts on customers that can be undone for ten seconds. Those without an inverse (`hold`) wait here and leave when the
 * time is over; those with one (`offer`) were done and can be taken back. Nothing waits longer than the program runs:
 * `settle` does everything at once.
 */
export function createSecondThoughts(deps: { store: LocalStore; clock: Clock; newId: () => string }) {
  const { store, clock } = deps
  const entries = new Map<string, Entry>()
  const running = new Set<Promise<void>>()

  const show = () => store.show({ set: { undoable: [...entries.values()].map(({ shown }) => shown) } })

  function take(entry: Entry): void {
    entry.cancel()
    entries.delete(entry.shown.id)
    show()
  }

  function enter(
    act: Act,
    stood: Conversation | null,
    rest: Omit<Entry, 'shown' | 'stood' | 'cancel'>,
  ): void {
    // Whoever closes what they were about to hand back means the newer of the two.
    if (stood) forget(act.conversationId, 'undone')
    const until = new Date(clock.now() + SECOND_THOUGHTS_MS).toISOString()
    const shown: Undoable = { ...act, id: deps.newId(), until }
    const entry: Entry = { ...rest, shown, stood, cancel: () => {} }
    entry.cancel = clock.after(SECOND_THOUGHTS_MS, () => end(entry))
    entries.set(shown.id, entry)
    show()
  }

  function end(entry: Entry): void {
    take(entry)
    const { stood, toAi, shown } = entry
    const now = store.state().conversations[shown.conversationId]
    if (stood && isOvertaken(stood, now, toAi)) {
      entry.drop('overtaken')
      return
    }
    const done = entry.perform().finally(() => running.delete(done))
    running.add(done)
  }

  function forget(conversationId: string, how: 'undone' | 'overtaken'): void {
    for (const entry of [...entries.values()]) {
      if (!entry.stood || entry.shown.conversationId !== conversationId) continue
      take(entry)
      entry.drop(how)
    }
  }

  return {
    /** I go on working with this conversation: what waited for it is off. */
    mine: (conversationId: string) => forget(conversationId, 'overtaken'),
    /** Does `run` when the time is over. `toAi`: see `Entry`; `null` when it is about several conversations. */
    hold: <T>(act: Act, toAi: boolean | null, run: () => Promise<T>) =>
      new Promise<Held<T>>((resolve, reject) => {
        const stood = toAi === null ? null : (store.state().conversations[act.conversationId] ?? null)
        enter(act, stood, {
          toAi: toAi === true,
          perform: () => run().then((value) => resolve({ how: 'done', value }), reject),
          undo: async () => resolve({ how: 'undone' }),
          drop: (how) => resolve({ how }),
        })
      }),
    /** It is done; `takeBack` undoes it. */
    offer: (act: Act, toAi: boolean, takeBack: () => Promise<void>) => {
      const stood = store.state().conversations[act.conversationId]
      if (!stood) return
      enter(act, stood, { toAi, perform: async () => {}, undo: takeBack, drop: () => {} })
    },
    /** Answers false when it is too late. */
    undo: async (id: string): Promise<boolean> => {
      const entry = entries.get(id)
      if (!entry) return false
      take(entry)
      await entry.undo()
      return true
    },
    /** News of a conversation. */
    changed: (now: Conversation) => {
      for (const entry of [...entries.values()]) {
        const { stood, toAi, shown } = entry
        if (!stood || shown.conversationId !== now.id || !isOvertaken(stood, now, toAi)) continue
        take(entry)
        entry.drop('overtaken')
      }
    },
    /** Everything that waits is done now, and was done when this resolves. */
    settle: async () => {
      for (const entry of [...entries.values()]) end(entry)
      await Promise.all(running)
    },
    /** Nothing is done any more: nobody is signed in to do it. */
    stop: () => {
      for (const entry of [...entries.values()]) {
        take(entry)
        entry.drop('overtaken')
      }
    },
  }
}
export type SecondThoughts = ReturnType<typeof createSecondThoughts>
