/** The WhatsApp room's front door. */

export { type About, aboutOf, namedInJson, namesOfJid, namesOfKey } from './about.ts'
export { countTask } from './count.task.ts'
export { isErased } from './erased.ts'
export {
  buriedAmong,
  buryMessages,
  buryOtherNames,
  type EraseFound,
  type OtherNames,
} from './erasures.ts'
export type {
  ConnectionInfo,
  FileToSend,
  Qr,
  SendOutcome,
  SentRecord,
  Template,
  WhatsappGateway,
} from './gateway.port.ts'
export { GatewayError, SEND_WITHIN_MS } from './gateway.port.ts'
export { addressesOf } from './identity.ts'
export type { Doer, IgnoredReason, Inbound, InboundContent, Peer } from './inbound.ts'
export { type WhatsappDeps, whatsappRoutes } from './instance.route.ts'
export { applyInstanceEvent } from './instance-events.ts'
export { normalise } from './normalise.ts'
export { ensureInstance } from './pairing.ts'
export { createReadMarks } from './read-marks.ts'
export { putTombstones } from './tombstone.repo.ts'
export { createTombstones, type TombstoneKind, type Tombstones } from './tombstone.ts'
export { eachInstanceTask, stillInTrouble, type TellOwner, watchTask } from './watch.task.ts'
export { type WebhookDeps, type WebhookOutcome, webhookRoute } from './webhook.route.ts'
