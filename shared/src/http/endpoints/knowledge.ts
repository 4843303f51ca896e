import { z } from 'zod'
import { TryAnswer } from '../../conversations.ts'
import {
  Knowledge,
  KnowledgeDraft,
  KnowledgePublish,
  KnowledgePublished,
  KnowledgeSearch,
} from '../../knowledge.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api } from './parts.ts'

export const knowledgeEndpoints = {
  getKnowledge: defineEndpoint({
    method: 'GET',
    path: `${api}/knowledge`,
    access: 'member',
    summary: 'The published knowledge',
    reply: Knowledge,
  }),
  putKnowledge: defineEndpoint({
    method: 'PUT',
    path: `${api}/knowledge`,
    access: 'owner',
    summary: 'Publish a new revision; searches see it whole or not at all',
    body: KnowledgePublish,
    reply: KnowledgePublished,
    bodyLimit: 8_000_000,
  }),
  getKnowledgeDraft: defineEndpoint({
    method: 'GET',
    path: `${api}/knowledge/draft`,
    access: 'owner',
    summary: 'The unpublished draft',
    reply: KnowledgeDraft,
  }),
  putKnowledgeDraft: defineEndpoint({
    method: 'PUT',
    path: `${api}/knowledge/draft`,
    access: 'owner',
    summary: 'Keep a draft',
    body: KnowledgePublish,
    reply: KnowledgeDraft,
    bodyLimit: 8_000_000,
  }),
  searchKnowledge: defineEndpoint({
    method: 'GET',
    path: `${api}/knowledge/search`,
    access: 'member',
    summary: 'What the bot would find',
    query: z.object({ q: z.string().trim().min(1).max(2000) }),
    reply: KnowledgeSearch,
  }),
  tryKnowledge: defineEndpoint({
    method: 'POST',
    path: `${api}/knowledge/try`,
    access: 'member',
    summary: 'What the bot would do; nothing is sent or stored',
    body: z.object({ question: z.string().trim().min(1).max(2000) }),
    reply: TryAnswer,
    perMinute: 60,
  }),
} as const
