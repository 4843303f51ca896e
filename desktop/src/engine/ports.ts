import type { Me } from '@plantao/shared/accounts'
import type { Api } from '@plantao/shared/http/api'
import type { Hello, LogEvent, Presence, Viewing } from '@plantao/shared/realtime/events'
import type { Handshake, Refusal } from '@plantao/shared/realtime/protocol'
import type { z } from 'zod'
import type { Cache } from './cache.port.ts'
import type { Noticing } from './noticing.ts'

/** Time as the engine sees it, so that a test can turn it. */
export type Clock = {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs once after `ms`; the answer cancels it. */
  after(ms: number, run: () => void): () => void
}

/** What a live connection tells the engine. Everything is already parsed by its schema. */
export type LinkListener = {
  hello(hello: z.infer<typeof Hello>): void
  events(events: LogEvent[]): void
  cursorTooOld(hello: z.infer<typeof Hello>): void
  presence(presence: Presence): void
  sessionEnded(): void
  refused(why: Refusal): void
  down(): void
}

/** One connection that reconnects by itself after a lost line, but not after a refusal. */
export type Link = {
  viewing(viewing: z.input<typeof Viewing>): void
  reconnect(): void
  close(): void
}

export type Connect = (handshake: () => Handshake, listener: LinkListener) => Link

/** Where the desktop shell keeps its refresh token; a browser has a cookie instead and no vault. */
export type Vault = {
  load(): Promise<Kept | null>
  save(kept: Kept): Promise<void>
  clear(): Promise<void>
}
export type Kept = { refreshToken: string; me: Me }

/**
 * Where the desktop shell keeps that people signed in here before, so that whoever guesses at their passwords elsewhere cannot
 * keep them out; a browser has a cookie for it. It outlives the session.
 */
export type DeviceKeeper = {
  load(): Promise<string | null>
  save(device: string): Promise<void>
}

/** Hears how much of a form's file has left, 0 to 1, by the form's `clientId`. A shell that cannot tell never calls it. */
export type Uploading = (clientId: string, share: number) => void

/** Everything the console needs from outside. Nothing here is a DOM or Electron object. */
export type ConsolePorts = {
  /** Builds the typed caller; the engine alone holds the token, and hears how far a file's upload is. */
  api: (token: () => string | null, uploading: Uploading) => Api
  connect: Connect
  /** The cache of one member. The same member asked twice in one process gets the same rows. */
  cache: (memberId: string) => Promise<Cache>
  clock: Clock
  /** A new unique id of at least 8 characters. */
  newId: () => string
  /** 0 ≤ n < 1; spreads retries of many consoles after an outage. */
  random: () => number
  vault?: Vault
  device?: DeviceKeeper
  /** When the person wants to be told, asked each time; absent where nothing can be chosen. */
  noticing?: () => Noticing
  /** `opened`: keep messages of conversations that were opened; `all`: of every conversation that changes. */
  keepMessages: 'opened' | 'all'
}
