/** The realtime room's front door. */
export { realtimeRoutes } from './events.route.ts'
export { type Realtime, type RealtimeOptions, startRealtime } from './realtime.ts'
