import { once } from 'node:events'
import { connect } from 'node:net'

/** Somebody's call to a service of ours. */
export type BusCall = { serial: number; sender: string; member: string; body: Buffer }

const CALL = 1
const REPLY = 2
const FIELDS = { path: 1, interface: 2, member: 3, replySerial: 5, destination: 6, signature: 8 } as const
const TYPES = { path: 'o', interface: 's', member: 's', replySerial: 'u', destination: 's', signature: 'g' }
type Fields = Partial<Record<keyof typeof FIELDS, string | number>>

const SENDER = 7
const MEMBER = 3

const aligned = (at: number, to: number) => Math.ceil(at / to) * to
const padded = (bytes: Buffer, to: number) =>
  Buffer.concat([bytes, Buffer.alloc(aligned(bytes.length, to) - bytes.length)])
const uint = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** A string as it stands in a body that begins with it. */
export const busString = (text: string) =>
  Buffer.concat([uint(Buffer.byteLength(text)), Buffer.from(`${text}\0`)])

/** A truth value in a variant. */
export const busTruth = (value: boolean) => Buffer.concat([Buffer.from('\u0001b\0\0'), uint(value ? 1 : 0)])

function written(type: number, serial: number, fields: Fields, body: Buffer): Buffer {
  let rows = Buffer.alloc(0)
  for (const [name, value] of Object.entries(fields) as [keyof typeof FIELDS, string | number][]) {
    const kind = TYPES[name]
    const head = Buffer.concat([padded(rows, 8), Buffer.from([FIELDS[name], 1]), Buffer.from(`${kind}\0`)])
    const text = String(value)
    const held =
      kind === 'u'
        ? uint(Number(value))
        : kind === 'g'
          ? Buffer.concat([Buffer.from([text.length]), Buffer.from(`${text}\0`)])
          : busString(text)
    rows = Buffer.concat([kind === 'g' ? head : padded(head, 4), held])
  }
  const start = Buffer.concat([Buffer.from(['l'.charCodeAt(0), type, 0, 1]), uint(body.length), uint(serial)])
  return Buffer.concat([padded(Buffer.concat([start, uint(rows.length), rows]), 8), body])
}

/** The first message in these bytes and how long it is, or null while it is incomplete. */
function read(bytes: Buffer): { length: number; type: number; call: BusCall } | null {
  if (bytes.length < 16) return null
  const end = 16 + bytes.readUInt32LE(12)
  const bodyAt = aligned(end, 8)
  const length = bodyAt + bytes.readUInt32LE(4)
  if (bytes.length < length) return null
  const found: Record<number, string> = {}
  for (let at = 16; at < end; ) {
    at = aligned(at, 8)
    const code = bytes[at]!
    const kind = String.fromCharCode(bytes[at + 2]!)
    at += 4
    if (kind === 'g') at += bytes[at]! + 2
    else {
      at = aligned(at, 4)
      const value = bytes.readUInt32LE(at)
      at += 4
      if (kind === 'u') continue
      found[code] = bytes.toString('utf8', at, at + value)
      at += value + 1
    }
  }
  const call = { serial: bytes.readUInt32LE(8), sender: found[SENDER] ?? '', member: found[MEMBER] ?? '' }
  return { length, type: bytes[1]!, call: { ...call, body: bytes.subarray(bodyAt, length) } }
}

/**
 * A service of our own on a session bus, as much of it as a desktop's panel needs: `answer` gets every call and gives
 * the reply's signature and body. `uid` is the bus's owner. Resolves when the bus gave us the name.
 */
export async function serveOnBus(
  address: string,
  uid: number,
  name: string,
  answer: (call: BusCall) => { signature: string; body: Buffer } | null,
): Promise<{ stop(): void }> {
  const [, kind, place] = /^unix:(path|abstract)=([^,]+)/.exec(address) ?? []
  if (!place) throw new Error(`no socket in ${address}`)
  // A session's bus takes nobody but its owner, root neither; who we are is settled in the call that connects.
  const root = process.getuid?.() === 0 && uid !== 0
  if (root) process.seteuid?.(uid)
  const socket = connect(kind === 'abstract' ? `\0${place}` : place)
  if (root) process.seteuid?.(0)
  await once(socket, 'connect')
  socket.write(`\0AUTH EXTERNAL ${Buffer.from(String(uid)).toString('hex')}\r\n`)
  const [said] = (await once(socket, 'data')) as [Buffer]
  if (!said.toString().startsWith('OK')) throw new Error(`the bus says ${said}`)
  socket.write('BEGIN\r\n')

  let serial = 0
  let held = Buffer.alloc(0)
  let named = () => {}
  const ours = new Promise<void>((done) => {
    named = done
  })
  socket.on('data', (bytes: Buffer) => {
    held = Buffer.concat([held, bytes])
    for (let message = read(held); message; message = read(held)) {
      held = held.subarray(message.length)
      // The second answer we get is the one to our asking for the name.
      if (message.type === REPLY && ++replies === 2) named()
      if (message.type !== CALL) continue
      const { signature, body } = answer(message.call) ?? { signature: '', body: Buffer.alloc(0) }
      const fields = { replySerial: message.call.serial, destination: message.call.sender }
      socket.write(written(REPLY, ++serial, { ...fields, ...(signature ? { signature } : {}) }, body))
    }
  })
  let replies = 0
  const bus = { path: '/org/freedesktop/DBus', interface: 'org.freedesktop.DBus' }
  const ask = (member: string, fields: Fields, body: Buffer) =>
    socket.write(written(CALL, ++serial, { ...bus, member, destination: bus.interface, ...fields }, body))
  ask('Hello', {}, Buffer.alloc(0))
  ask('RequestName', { signature: 'su' }, Buffer.concat([padded(busString(name), 4), uint(0)]))
  await ours
  return { stop: () => socket.destroy() }
}
