import { z } from 'zod'
import { Conversation, ConversationState, Message, Receipt, SendMessage } from '../../conversations.ts'
import { Cursor, Id, pageOf } from '../../ids.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api, ById, Paging } from './parts.ts'

export const conversationsEndpoints = {
  conversations: defineEndpoint({
    method: 'GET',
    path: `${api}/conversations`,
    access: 'member',
    summary: 'Conversations; with state=awaiting_human the longest wait comes first, else the newest',
    query: Paging.extend({ state: ConversationState.optional() }),
    reply: pageOf(Conversation),
  }),
  conversation: defineEndpoint({
    method: 'GET',
    path: `${api}/conversations/:id`,
    access: 'member',
    summary: 'One conversation',
    params: ById,
    reply: Conversation,
  }),
  messages: defineEndpoint({
    method: 'GET',
    path: `${api}/conversations/:id/messages`,
    access: 'member',
    summary: 'History, newest page first, each page oldest first',
    params: ById,
    query: z.object({
      before: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    reply: pageOf(Message),
  }),
  sendMessage: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/messages`,
    access: 'member',
    summary: 'Reply as a person: takes the conversation over',
    params: ById,
    body: SendMessage,
    reply: Message,
  }),
  retryMessage: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/messages/:messageId/retry`,
    access: 'member',
    summary: 'Queue a failed message again',
    params: z.object({ id: Id, messageId: Id }),
    reply: Message,
  }),
  markRead: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/read`,
    access: 'member',
    summary: 'I have seen it: unread becomes zero',
    params: ById,
    reply: Conversation,
  }),
  claim: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/claim`,
    access: 'member',
    summary: 'I take this conversation; the bot stops',
    params: ById,
    body: z.object({ force: z.boolean().default(false) }).default({ force: false }),
    reply: Conversation,
  }),
  release: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/release`,
    access: 'member',
    summary:
      'I take my claim back: the conversation waits as before, for everybody or for the colleague who had it',
    params: ById,
    body: z
      .object({
        /** The member who held it before; null puts it back into the queue. */
        to: Id.nullable().default(null),
      })
      .default({ to: null }),
    reply: Conversation,
  }),
  returnToAi: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/return`,
    access: 'member',
    summary: 'Back to the AI',
    params: ById,
    reply: Conversation,
  }),
  close: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/close`,
    access: 'member',
    summary: 'Nothing more to do here',
    params: ById,
    reply: Conversation,
  }),
  receipt: defineEndpoint({
    method: 'GET',
    path: `${api}/receipts/:id`,
    access: 'member',
    summary: 'Why the bot did what it did',
    params: ById,
    reply: Receipt,
  }),
  listReceipts: defineEndpoint({
    method: 'GET',
    path: `${api}/conversations/:id/receipts`,
    access: 'member',
    summary: 'Receipts of a conversation, newest first',
    params: ById,
    query: Paging,
    reply: pageOf(Receipt),
  }),
} as const
