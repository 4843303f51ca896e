import { z } from 'zod'
import { Message, SendMessage, Suggestion } from '../../conversations.ts'
import { pageOf } from '../../ids.ts'
import { QuickReply, WriteQuickReply } from '../../quick-replies.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api, ById, Done, Paging } from './parts.ts'

/** What an attendant works with beside the conversation itself. */
export const deskEndpoints = {
  writeNote: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/notes`,
    access: 'member',
    summary: 'An internal note in the history: never sent, takes nothing over',
    params: ById,
    body: SendMessage,
    reply: Message,
  }),
  suggestion: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/suggestion`,
    access: 'member',
    summary: 'What the AI would answer to the open question; a person decides, nothing is sent or stored',
    params: ById,
    body: z.object({}).default({}),
    reply: Suggestion,
    perMinute: 30,
  }),
  quickReplies: defineEndpoint({
    method: 'GET',
    path: `${api}/quick-replies`,
    access: 'member',
    summary: 'Quick replies by their shortcut',
    query: Paging.omit({ limit: true }).extend({
      limit: z.coerce.number().int().min(1).max(200).default(200),
    }),
    reply: pageOf(QuickReply),
  }),
  createQuickReply: defineEndpoint({
    method: 'POST',
    path: `${api}/quick-replies`,
    access: 'member',
    summary: 'A new quick reply; the very same again is the same one',
    body: WriteQuickReply,
    reply: QuickReply,
  }),
  changeQuickReply: defineEndpoint({
    method: 'PUT',
    path: `${api}/quick-replies/:id`,
    access: 'member',
    summary: 'Change a quick reply',
    params: ById,
    body: WriteQuickReply,
    reply: QuickReply,
  }),
  deleteQuickReply: defineEndpoint({
    method: 'DELETE',
    path: `${api}/quick-replies/:id`,
    access: 'member',
    summary: 'Delete a quick reply; one that is gone already is no failure',
    params: ById,
    reply: Done,
  }),
} as const
