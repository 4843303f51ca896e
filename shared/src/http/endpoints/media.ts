import { z } from 'zod'
import { Message, MOST_SENT_BYTES, SendMedia } from '../../conversations.ts'
import { Id } from '../../ids.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api, ById } from './parts.ts'

/** Room for the parts' headers and the other fields beside the file. */
const ENVELOPE_BYTES = 64 * 1024

export const mediaEndpoints = {
  media: defineEndpoint({
    method: 'GET',
    path: `${api}/conversations/:id/messages/:messageId/media`,
    access: 'member',
    summary: 'The bytes of a message’s file; answers ranges. `download=1` asks for an attachment',
    params: z.object({ id: Id, messageId: Id }),
    query: z.object({ download: z.enum(['0', '1']).optional() }),
    reply: z.unknown(),
    binary: true,
    perMinute: 600,
  }),
  sendMedia: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/media`,
    access: 'member',
    summary: 'Send an image, video, document or voice note as a person: takes the conversation over',
    params: ById,
    form: SendMedia,
    reply: Message,
    bodyLimit: MOST_SENT_BYTES + ENVELOPE_BYTES,
    perMinute: 60,
  }),
} as const
