import type { Faults } from '../faults.ts'
import type { Ledger } from '../ledger.ts'
import type { PhoneEvents } from '../phone/events.ts'
import type { Timers } from '../timers.ts'
import type { Instance } from './instance.ts'
import { canonical, lidOf, onWhatsapp } from './jid.ts'
import type { WebhookSender } from './webhooks.ts'

/** Waits of the emulator, all in milliseconds. */
export interface EvolutionTimes {
  /** What create and connect sleep before they answer (the real ones: 5000 and 2000). */
  bootMs: number
  /** First wait before a failed webhook is tried again; it doubles up to 60 times this. */
  retryBaseMs: number
  /** How long a QR code lives. */
  qrMs: number
  /** From accepted to delivered to the customer's phone. */
  deliveryAckMs: number
}

/** Everything the Evolution routes and the phone share. */
export interface World {
  instances: Map<string, Instance>
  apiKey: string
  times: EvolutionTimes
  faults: Faults
  ledger: Ledger
  events: PhoneEvents
  timers: Timers
  webhooks: WebhookSender
  identities: Identities
}

/** What `Identities` knows, to be kept and given back. */
export interface IdentityMaps {
  phones: Map<string, string>
  disclosed: Set<string>
  wrote: Set<string>
}

/** Who hides behind a LID. WhatsApp knows all; Evolution knows only those that came with their number. */
export class Identities {
  readonly #phones: Map<string, string>
  readonly #disclosed: Set<string>
  readonly #wrote: Set<string>

  constructor({ phones, disclosed, wrote }: Partial<IdentityMaps> = {}) {
    this.#phones = new Map(phones)
    this.#disclosed = new Set(disclosed)
    this.#wrote = new Set(wrote)
  }

  /** All of it, as the constructor takes it. */
  maps(): IdentityMaps {
    return { phones: this.#phones, disclosed: this.#disclosed, wrote: this.#wrote }
  }

  /** The LID of a phone JID, remembered in both directions. */
  lid(phone: string): string {
    const lid = lidOf(phone)
    this.learn(lid, phone, true)
    return lid
  }

  /** Ties a LID to a phone JID; `disclosed` when Evolution may know. */
  learn(lid: string, phone: string, disclosed: boolean): void {
    this.#phones.set(lid, phone)
    if (disclosed) this.#disclosed.add(lid)
  }

  /** Notes that a phone JID wrote: whoever writes has WhatsApp. */
  wrote(phone: string): void {
    this.#wrote.add(phone)
  }

  /** Whether a JID has WhatsApp: all but the numbers that end in 0000 and never wrote. */
  exists(jid: string): boolean {
    return onWhatsapp(jid) || this.#wrote.has(canonical(jid))
  }

  /** The chat of the sandbox a JID belongs to: one per person, whichever JID is used. */
  chatOf(jid: string): string {
    return jid.endsWith('@lid') ? (this.#phones.get(jid) ?? jid) : canonical(jid)
  }

  /** The JID Evolution's onWhatsApp answers: the phone where it is known, else the LID itself. */
  resolve(jid: string): string {
    return jid.endsWith('@lid') && !this.#disclosed.has(jid) ? jid : this.chatOf(jid)
  }
}
