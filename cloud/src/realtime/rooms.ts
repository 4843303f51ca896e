import type { ClientToServer, ServerToClient } from '@plantao/shared/realtime/events'
import type { Server, Socket } from 'socket.io'
import type { Accepted } from './handshake.ts'

type Nothing = Record<string, never>
export type ConsoleServer = Server<ClientToServer, ServerToClient, Nothing, Accepted>
export type ConsoleSocket = Socket<ClientToServer, ServerToClient, Nothing, Accepted>

/** Everybody of a tenant. */
export const tenantRoom = (tenantId: string): string => `tenant:${tenantId}`
/** Those of a tenant who are at the head of its feed in this process. */
export const liveRoom = (tenantId: string): string => `live:${tenantId}`
export const memberRoom = (memberId: string): string => `member:${memberId}`
/** The screens of one sign-in. */
export const familyRoom = (familyId: string): string => `family:${familyId}`
