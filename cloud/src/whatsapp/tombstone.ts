import { createHash, createHmac } from 'node:crypto'

/** What a tombstone stands for: a person by one of their names, or one of their messages by WhatsApp's id. */
export type TombstoneKind = 'person' | 'message'

/** Turns names into what may be kept of them after an erasure. */
export type Tombstones = {
  /** A name under our key, the same at every company; by itself it is stored nowhere. 32 bytes. */
  keyed(kind: TombstoneKind, name: string): Buffer
  /** What is stored: bound to the company, so that no two companies' tombstones can be compared. 32 bytes. */
  hash(tenantId: string, kind: TombstoneKind, name: string): Buffer
}

/**
 * There are some hundred million Brazilian mobile numbers, so a bare hash of one is the number itself to anybody with a
 * list. Under a key that is not in the database it tells nothing.
 * @param secret `ERASURE_SECRET`. Another one makes every tombstone blind: what was erased before may come back.
 */
export function createTombstones(secret: string): Tombstones {
  const key = createHmac('sha256', secret).update('tombstones').digest()
  const keyed = (kind: TombstoneKind, name: string) =>
    createHmac('sha256', key).update(`${kind}:${name}`).digest()
  return {
    keyed,
    hash: (tenantId, kind, name) =>
      createHash('sha256').update(bytesOf(tenantId)).update(keyed(kind, name)).digest(),
  }
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}
