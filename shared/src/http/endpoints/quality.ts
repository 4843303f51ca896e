import { z } from 'zod'
import { ReceiptReplay, ThresholdPreview } from '../../quality.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api, ById } from './parts.ts'

export const qualityEndpoints = {
  thresholdPreview: defineEndpoint({
    method: 'GET',
    path: `${api}/knowledge/threshold-preview`,
    access: 'owner',
    summary:
      'What a threshold would have meant for the last 30 days: at most so many wrong, so many answered',
    query: z.object({ threshold: z.coerce.number().min(0).max(1) }),
    reply: ThresholdPreview,
  }),
  replayReceipt: defineEndpoint({
    method: 'POST',
    path: `${api}/receipts/:id/replay`,
    access: 'member',
    summary: 'Put a past turn to the knowledge of today; nothing is sent or stored',
    params: ById,
    reply: ReceiptReplay,
    perMinute: 60,
  }),
} as const
