import type { Instance } from './instance.ts'

/** A row of `fetchInstances`, the token in clear as the real one shows it. */
export function rowOf(instance: Instance) {
  const { disconnection } = instance
  return {
    id: instance.id,
    name: instance.name,
    connectionStatus: instance.state,
    ownerJid: instance.ownerJid,
    profileName: instance.profileName,
    profilePicUrl: null,
    integration: instance.integration,
    number: instance.number,
    businessId: instance.businessId,
    token: instance.token,
    clientName: 'sandbox',
    disconnectionReasonCode: disconnection?.code ?? null,
    disconnectionObject: disconnection?.object ?? null,
    disconnectionAt: disconnection?.at ?? null,
    createdAt: instance.createdAt,
    updatedAt: instance.updatedAt,
    Chatwoot: null,
    Proxy: null,
    Rabbitmq: null,
    Nats: null,
    Sqs: null,
    Websocket: null,
    Setting: {
      id: instance.settingId,
      ...instance.settings,
      createdAt: instance.createdAt,
      updatedAt: instance.updatedAt,
      instanceId: instance.id,
    },
    _count: {
      Message: instance.messages.size,
      Contact: instance.names.size,
      Chat: instance.messages.chats().length,
    },
  }
}
