import type { ConnectionInfo, NewInstance, Qr } from '../gateway.port.ts'
import { type Loose, objectOf, textOf } from '../loose.ts'

/** What we want to hear. Left out, Evolution fails; empty, it sends everything, `contacts.update` for each message. */
export const WEBHOOK_EVENTS = [
  'QRCODE_UPDATED',
  'CONNECTION_UPDATE',
  'MESSAGES_UPSERT',
  'MESSAGES_UPDATE',
  'MESSAGES_EDITED',
  'MESSAGES_DELETE',
  'SEND_MESSAGE',
  'PRESENCE_UPDATE',
  'STATUS_INSTANCE',
  'LOGOUT_INSTANCE',
  'REMOVE_INSTANCE',
]

type InstanceCall = Pick<NewInstance, 'name' | 'webhookUrl' | 'secret'>

/** Media are fetched afterwards (`base64` off), all events go to one address (`byEvents` off). */
export function webhookBody({ webhookUrl, secret }: InstanceCall): Loose {
  return {
    url: webhookUrl,
    headers: { authorization: `Bearer ${secret}` },
    byEvents: false,
    base64: false,
    events: WEBHOOK_EVENTS,
  }
}

export function instanceBody(instance: NewInstance): Loose {
  const { channel, number, token, businessId } = instance
  if (channel === 'official') {
    return {
      instanceName: instance.name,
      integration: 'WHATSAPP-BUSINESS',
      number,
      token,
      ...(businessId ? { businessId } : {}),
      webhook: webhookBody(instance),
    }
  }
  return {
    instanceName: instance.name,
    integration: 'WHATSAPP-BAILEYS',
    qrcode: true,
    ...(number ? { number } : {}),
    groupsIgnore: true,
    rejectCall: false,
    alwaysOnline: false,
    readMessages: false,
    readStatus: false,
    syncFullHistory: false,
    webhook: webhookBody(instance),
  }
}

const STATES: Record<string, ConnectionInfo['status']> = {
  open: 'connected',
  connecting: 'connecting',
  close: 'disconnected',
}

/** `{instance: {state}}` in our words, or null when the body holds none. */
export function connectionOf(body: unknown): ConnectionInfo | null {
  const state = textOf(objectOf(objectOf(body)?.instance)?.state, 20)
  if (state === null) return null
  return { status: Object.hasOwn(STATES, state) ? STATES[state]! : 'disconnected', phone: null }
}

/** The QR of `create` and `connect`; all null while WhatsApp has not given one yet. */
export function qrOf(body: unknown): Qr {
  const qr = objectOf(body)
  return {
    code: textOf(qr?.code),
    image: textOf(qr?.base64, 500_000),
    pairingCode: textOf(qr?.pairingCode, 20),
  }
}
