/** The WhatsApp room's front door. */
export { evolutionGateway } from './adapters/evolution.gateway.ts'
export { dedupeKey } from './dedupe.ts'
export {
  type ConnectionInfo,
  GatewayError,
  type Qr,
  type SendOutcome,
  type SentRecord,
  type WhatsappGateway,
} from './gateway.port.ts'
export { jidVariants, normalisePhone, parseJid } from './identity.ts'
export type { IgnoredReason, Inbound, InboundContent, Peer } from './inbound.ts'
export { type WhatsappDeps, whatsappRoutes } from './instance.route.ts'
export { applyInstanceEvent } from './instance-events.ts'
export { normalise } from './normalise.ts'
export { ensureInstance } from './pairing.ts'
export { type WebhookDeps, type WebhookOutcome, webhookRoute } from './webhook.route.ts'
