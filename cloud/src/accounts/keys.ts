import { createHmac } from 'node:crypto'

/** One key for each use, so that what one signs never passes for the other. */
export type Keys = {
  access: Uint8Array
  refresh: Uint8Array
  device: Uint8Array
  trial: Uint8Array
  buyer: Uint8Array
}

/** @param secret `JWT_SECRET`; a new one ends every session */
export function keysFrom(secret: string): Keys {
  const derive = (use: string) => createHmac('sha256', secret).update(`plantao ${use} 1`).digest()
  return {
    access: derive('access'),
    refresh: derive('refresh'),
    device: derive('device'),
    trial: derive('trial'),
    buyer: derive('buyer'),
  }
}
