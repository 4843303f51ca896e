import { Hello, LogEvent, Presence } from '@plantao/shared/realtime/events'
import { Refusal } from '@plantao/shared/realtime/protocol'
import { io } from 'socket.io-client'
import { z } from 'zod'
import type { Connect } from './ports.ts'

const Events = z.array(LogEvent)

/** Calls `then` with what was heard if it has the agreed shape; anything else is dropped. */
function heard<T>(schema: z.ZodType<T>, then: (value: T) => void): (raw: unknown) => void {
  return (raw) => {
    const read = schema.safeParse(raw)
    if (read.success) then(read.data)
  }
}

/** A live line over Socket.IO. `baseUrl` is the cloud's origin; empty for the page's own. */
export function socketIoConnect(baseUrl: string): Connect {
  return (handshake, listener) => {
    const socket = io(baseUrl || undefined, {
      path: '/socket.io',
      auth: (give) => give(handshake()),
      reconnectionDelay: 500,
      reconnectionDelayMax: 10_000,
      transports: ['websocket', 'polling'],
      // Some company networks let no socket through: then it polls.
      tryAllTransports: true,
      autoConnect: false,
      forceNew: true,
    })
    socket.on('hello', heard(Hello, listener.hello))
    socket.on('cursorTooOld', heard(Hello, listener.cursorTooOld))
    socket.on('presence', heard(Presence, listener.presence))
    socket.on('sessionEnded', () => listener.sessionEnded())
    socket.on('events', (raw: unknown) => {
      const read = Events.safeParse(raw)
      // Unreadable news is still news: an empty list makes no gap visible, a hello makes the sync ask the log.
      if (read.success) listener.events(read.data)
      else listener.hello({ protocol: 0, seq: 0 })
    })
    socket.on('disconnect', (reason) => {
      listener.down()
      if (reason === 'io server disconnect') listener.refused('unavailable')
    })
    socket.on('connect_error', (error) => {
      const refusal = Refusal.safeParse(error.message)
      // Socket.IO stays inactive after a refusal by the server; a lost line it mends itself.
      if (refusal.success) listener.refused(refusal.data)
      else if (!socket.active) listener.refused('unavailable')
      else listener.down()
    })
    // Later, so that the caller holds the link before the first word arrives.
    queueMicrotask(() => socket.connect())
    return {
      viewing: (viewing) => {
        if (socket.connected) socket.emit('viewing', viewing)
      },
      reconnect: () => {
        if (!socket.connected) socket.disconnect().connect()
      },
      close: () => {
        socket.removeAllListeners()
        socket.disconnect()
      },
    }
  }
}
