import { z } from 'zod'
import { TryAnswer } from '../../conversations.ts'
import { pageOf } from '../../ids.ts'
import {
  Knowledge,
  KnowledgeDraft,
  KnowledgeImport,
  KnowledgePublish,
  KnowledgePublished,
  KnowledgeRevision,
  KnowledgeRevisionText,
  KnowledgeSearch,
  MOST_IMPORTED_BYTES,
} from '../../knowledge.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api, ById, Paging } from './parts.ts'

/**
 * The longest question that is asked in an address. Each of its characters takes up to nine bytes there, and an address with
 * its headers ends at 16 KB for Node and nginx alike; a longer one is asked by `tryKnowledge`.
 */
export const MOST_SEARCHED = 1_400

/** Room for the parts' headers beside the file. */
const ENVELOPE_BYTES = 64 * 1024

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
    query: z.object({ q: z.string().trim().min(1).max(MOST_SEARCHED) }),
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
  knowledgeRevisions: defineEndpoint({
    method: 'GET',
    path: `${api}/knowledge/revisions`,
    access: 'owner',
    summary: 'The version history, newest first',
    query: Paging,
    reply: pageOf(KnowledgeRevision),
  }),
  knowledgeRevision: defineEndpoint({
    method: 'GET',
    path: `${api}/knowledge/revisions/:id`,
    access: 'owner',
    summary: 'One revision with its text',
    params: ById,
    reply: KnowledgeRevisionText,
  }),
  restoreRevision: defineEndpoint({
    method: 'POST',
    path: `${api}/knowledge/revisions/:id/restore`,
    access: 'owner',
    summary: 'Publish an old text again, as a new revision',
    params: ById,
    reply: KnowledgePublished,
  }),
  importKnowledge: defineEndpoint({
    method: 'POST',
    path: `${api}/knowledge/import`,
    access: 'owner',
    summary: 'The text of a .txt, .md, .pdf or .docx, told by its content; nothing is stored or published',
    form: z.object({}),
    reply: KnowledgeImport,
    bodyLimit: MOST_IMPORTED_BYTES + ENVELOPE_BYTES,
    perMinute: 20,
  }),
} as const
