import { randomBytes, randomUUID } from 'node:crypto'
import { MessageStore } from './message-store.ts'

/** Paired with a phone, or Meta's Cloud API. */
export type Integration = 'WHATSAPP-BAILEYS' | 'WHATSAPP-BUSINESS'

export type ConnectionState = 'open' | 'connecting' | 'close'

export interface InstanceSettings {
  rejectCall: boolean
  msgCall: string
  groupsIgnore: boolean
  alwaysOnline: boolean
  readMessages: boolean
  readStatus: boolean
  syncFullHistory: boolean
  wavoipToken: string
}

/** The webhook as its database row answers it. */
export interface WebhookRow {
  id: string
  url: string
  headers: Record<string, string> | null
  enabled: boolean
  events: string[]
  webhookByEvents: boolean
  webhookBase64: boolean
  createdAt: string
  updatedAt: string
  instanceId: string
}

export interface QrCode {
  pairingCode: string | null
  code: string
  base64: string
  count: number
}

/** One WhatsApp number held by Evolution, with all it knows. Lives as long as the sandbox. */
export interface Instance {
  name: string
  id: string
  token: string
  integration: Integration
  /** For a pairing code; Meta's phone number id on the official channel. */
  number: string | null
  businessId: string | null
  state: ConnectionState
  ownerJid: string | null
  profileName: string | null
  disconnection: { code: number; object: string; at: string } | null
  createdAt: string
  updatedAt: string
  settingId: string
  settings: InstanceSettings
  webhook: WebhookRow | null
  /** Webhook base64 as it stood at the last connect; a later `webhook/set` waits for the next one. */
  base64: boolean
  qr: QrCode | null
  qrTimer: NodeJS.Timeout | undefined
  stormTimer: NodeJS.Timeout | undefined
  messages: MessageStore
  /** Chat → name, for those who wrote. */
  names: Map<string, string>
  /** Ids of what customers wrote while there was no connection; WhatsApp hands them over when it is back. */
  offline: Set<string>
}

/** A cuid-like row id. */
export const rowId = (): string => `cm${randomBytes(12).toString('hex').slice(0, 23)}`

/** Settings as create leaves them when the body says nothing. */
export const defaultSettings: InstanceSettings = {
  rejectCall: false,
  msgCall: '',
  groupsIgnore: false,
  alwaysOnline: false,
  readMessages: false,
  readStatus: false,
  syncFullHistory: false,
  wavoipToken: '',
}

/** A new, unconnected instance. `token` defaults to an upper-case uuid, as Evolution makes one. */
export function newInstance(given: {
  name: string
  token?: string
  number?: string
  integration?: Integration
  businessId?: string
  settings: InstanceSettings
}): Instance {
  const now = new Date().toISOString()
  return {
    name: given.name,
    id: randomUUID(),
    token: given.token || randomUUID().toUpperCase(),
    integration: given.integration ?? 'WHATSAPP-BAILEYS',
    number: given.number ?? null,
    businessId: given.businessId ?? null,
    state: 'close',
    ownerJid: null,
    profileName: null,
    disconnection: null,
    createdAt: now,
    updatedAt: now,
    settingId: rowId(),
    settings: given.settings,
    webhook: null,
    base64: false,
    qr: null,
    qrTimer: undefined,
    stormTimer: undefined,
    messages: new MessageStore(),
    names: new Map(),
    offline: new Set(),
  }
}
