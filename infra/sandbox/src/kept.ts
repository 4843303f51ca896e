import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import type { Instance } from './evolution/instance.ts'
import type { StoredMessage } from './evolution/message.ts'
import { MessageStore } from './evolution/message-store.ts'
import type { IdentityMaps, World } from './evolution/world.ts'
import type { Mail } from './mail/inbox.ts'
import type { StripeObjects } from './stripe/stripe-objects.ts'

/** A number with its chats. Timers die with the process; a QR code is drawn anew. */
type KeptInstance = Omit<Instance, 'messages' | 'qr' | 'qrTimer' | 'stormTimer'> & {
  messages: StoredMessage[]
}

/** What a sandbox knows when it stops, and begins with when it starts again. */
export interface Kept {
  instances: KeptInstance[]
  identities: IdentityMaps
  mails: Mail[]
  stripe: StripeObjects
}

/** Raised when a shape changes, so that an older file is set aside and not misread. */
const VERSION = 1

/**
 * What the last sandbox left in `file`; undefined where there is no such file. One that cannot be read is renamed to
 * `<file>.unreadable` and told on standard error: the sandbox begins empty then.
 */
export function readKept(file: string): Kept | undefined {
  if (!existsSync(file)) return undefined
  try {
    const { version, kept } = deserialize(readFileSync(file)) as { version: number; kept: Kept }
    if (version !== VERSION) throw new Error(`written by another version (${version})`)
    return kept
  } catch (error) {
    renameSync(file, `${file}.unreadable`)
    console.error(`${file} could not be read (${(error as Error).message}); set aside as ${file}.unreadable`)
    return undefined
  }
}

/** Written beside and renamed, so that a kill in the middle leaves the file of before. */
export function writeKept(file: string, kept: Kept): void {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, serialize({ version: VERSION, kept }), { mode: 0o600 })
  renameSync(draft, file)
}

/** The numbers of a world as they are kept. */
export function keepInstances({ instances }: Pick<World, 'instances'>): KeptInstance[] {
  return [...instances.values()].map(
    ({ qr: _qr, qrTimer: _timer, stormTimer: _storm, messages, ...rest }) => ({
      ...rest,
      messages: messages.all(),
    }),
  )
}

/** The numbers as they were; one that was being paired or out of reach has to connect again. */
export function restoreInstances(kept: KeptInstance[]): Map<string, Instance> {
  return new Map(
    kept.map(({ messages, ...rest }) => {
      const store = new MessageStore()
      for (const message of messages) store.add(message)
      const state = rest.state === 'open' ? 'open' : 'close'
      const instance: Instance = {
        ...rest,
        state,
        messages: store,
        qr: null,
        qrTimer: undefined,
        stormTimer: undefined,
      }
      return [rest.name, instance]
    }),
  )
}
