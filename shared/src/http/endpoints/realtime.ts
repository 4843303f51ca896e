import { z } from 'zod'
import { LogEvent } from '../../realtime/events.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api } from './parts.ts'

export const realtimeEndpoints = {
  events: defineEndpoint({
    method: 'GET',
    path: `${api}/events`,
    access: 'member',
    summary: 'Catch up: events after a sequence, in order',
    query: z.object({
      after: z.coerce.number().int().nonnegative(),
      limit: z.coerce.number().int().min(1).max(1000).default(500),
    }),
    reply: z.object({ items: z.array(LogEvent), seq: z.number().int(), cursorTooOld: z.boolean() }),
  }),
} as const
