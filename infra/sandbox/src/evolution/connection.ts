import { randomBytes } from 'node:crypto'
import { toDataURL } from 'qrcode'
import type { Instance } from './instance.ts'
import { createJid, userOf } from './jid.ts'
import { handOverWaiting } from './receive.ts'
import type { World } from './world.ts'

/** QRCODE_LIMIT: after so many codes nobody scanned, the session is refused. */
const qrLimit = 30
/** Seen from the real server with the network gone: about three `connecting` events a second. */
const stormMs = 330

function announce(world: World, instance: Instance, data: object): void {
  instance.updatedAt = new Date().toISOString()
  world.webhooks.emit(instance, 'connection.update', { instance: instance.name, ...data })
  world.events.tell(() => ({ type: 'instance', instance: instance.name, state: instance.state }))
}

function quiet(world: World, instance: Instance): void {
  world.timers.cancel(instance.qrTimer)
  world.timers.cancel(instance.stormTimer)
  instance.qrTimer = undefined
  instance.stormTimer = undefined
  instance.qr = null
}

/** Starts the session: `connecting`, then a QR code that changes until someone scans it. */
export async function startPairing(world: World, instance: Instance): Promise<void> {
  quiet(world, instance)
  instance.state = 'connecting'
  instance.base64 = instance.webhook?.webhookBase64 ?? false
  announce(world, instance, { state: 'connecting', statusReason: 200 })
  await showQr(world, instance, 1)
}

async function showQr(world: World, instance: Instance, count: number): Promise<void> {
  const part = () => randomBytes(32).toString('base64')
  const code = `2@${part()},${part()},${part()},${part()}`
  const pairingCode = instance.number ? randomBytes(4).toString('hex').toUpperCase() : null
  const base64 = await toDataURL(code, { margin: 3, scale: 5 })
  if (instance.state !== 'connecting') return
  instance.qr = { pairingCode, code, base64, count }
  world.webhooks.emit(instance, 'qrcode.updated', {
    qrcode: { instance: instance.name, pairingCode, code, base64 },
  })
  world.events.tell(() => ({ type: 'instance', instance: instance.name, state: instance.state }))
  instance.qrTimer = world.timers.after(world.times.qrMs, () => {
    if (count < qrLimit) void showQr(world, instance, count + 1)
    else refuse(world, instance)
  })
}

function refuse(world: World, instance: Instance): void {
  quiet(world, instance)
  instance.state = 'close'
  world.webhooks.emit(instance, 'qrcode.updated', {
    message: 'QR code limit reached, please login again',
    statusCode: 500,
  })
  announce(world, instance, { state: 'refused', statusReason: 428 })
}

/** The connection is up: after a scan, or back after a drop. Waiting messages come in. */
export function open(world: World, instance: Instance, phone?: string): void {
  quiet(world, instance)
  instance.state = 'open'
  instance.disconnection = null
  instance.base64 = instance.webhook?.webhookBase64 ?? false
  instance.ownerJid = createJid(phone ?? instance.number ?? ownNumber(world, instance))
  instance.profileName ??= instance.name
  announce(world, instance, {
    wuid: instance.ownerJid,
    profileName: instance.profileName,
    profilePictureUrl: null,
    state: 'open',
    statusReason: 200,
  })
  handOverWaiting(world, instance)
}

/** A number for a phone that was given none: 5511 3…, one per instance, kept once paired. */
function ownNumber(world: World, instance: Instance): string {
  if (instance.ownerJid) return userOf(instance.ownerJid)
  const place = [...world.instances.keys()].indexOf(instance.name) + 1
  return `551130${String(place).padStart(6, '0')}`
}

/** The network is gone: no close event, Evolution reconnects without a pause and says so each time. */
export function drop(world: World, instance: Instance): void {
  quiet(world, instance)
  instance.state = 'connecting'
  const again = () => {
    announce(world, instance, { state: 'connecting', statusReason: 200 })
    instance.stormTimer = world.timers.after(stormMs, again)
  }
  again()
}

/** The phone ended the session: three events, the last of them `close` with 401. */
export function logOut(world: World, instance: Instance): void {
  quiet(world, instance)
  const at = new Date().toISOString()
  const object = JSON.stringify({ error: { output: { statusCode: 401 } }, date: at })
  instance.state = 'close'
  instance.disconnection = { code: 401, object, at }
  world.webhooks.emit(instance, 'status.instance', {
    instance: instance.name,
    status: 'closed',
    disconnectionAt: at,
    disconnectionReasonCode: 401,
    disconnectionObject: object,
  })
  world.webhooks.emit(instance, 'logout.instance', null)
  announce(world, instance, { state: 'close', statusReason: 401 })
}

/** Ends everything of an instance that is being deleted. */
export function forget(world: World, instance: Instance): void {
  quiet(world, instance)
  instance.state = 'close'
  world.instances.delete(instance.name)
  world.events.tell(() => ({ type: 'instance', instance: instance.name, state: 'deleted' }))
}
