import { z } from 'zod'
import { Cursor, Id, pageOf } from '../../ids.ts'
import {
  AnsweredSame,
  AnswerSame,
  ApproveProposal,
  Proposal,
  ProposalStatus,
  Propose,
  SameQuestions,
  Topic,
} from '../../learning.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api, ById, Paging } from './parts.ts'

/** One answer frees the queue, and what people say becomes knowledge. */
export const learningEndpoints = {
  sameQuestion: defineEndpoint({
    method: 'GET',
    path: `${api}/conversations/:id/same-question`,
    access: 'member',
    summary:
      'Others who wait with the question a person answered here; the newest answer unless `messageId` names one',
    params: ById,
    query: z.object({
      messageId: Id.optional(),
      cursor: Cursor.optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    }),
    reply: SameQuestions,
  }),
  answerSame: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/answer-same`,
    access: 'member',
    summary:
      'Send a person’s answer, in the words meant for each, to others who wait with the same question; once to each',
    params: ById,
    body: AnswerSame,
    reply: z.object({ items: z.array(AnsweredSame) }),
    perMinute: 30,
  }),
  propose: defineEndpoint({
    method: 'POST',
    path: `${api}/conversations/:id/propose`,
    access: 'member',
    summary: 'Propose a question and its answer as knowledge; the very same again is the same proposal',
    params: ById,
    body: Propose,
    reply: Proposal,
    perMinute: 30,
  }),
  proposals: defineEndpoint({
    method: 'GET',
    path: `${api}/proposals`,
    access: 'member',
    summary: 'Proposed knowledge, newest first',
    query: Paging.extend({ status: ProposalStatus.default('pending') }),
    reply: pageOf(Proposal),
  }),
  approveProposal: defineEndpoint({
    method: 'POST',
    path: `${api}/proposals/:id/approve`,
    access: 'owner',
    summary: 'Put it at the end of the knowledge as a new revision; approving twice changes nothing more',
    params: ById,
    body: ApproveProposal.default({}),
    reply: Proposal,
    perMinute: 60,
  }),
  rejectProposal: defineEndpoint({
    method: 'POST',
    path: `${api}/proposals/:id/reject`,
    access: 'owner',
    summary: 'Not for the knowledge',
    params: ById,
    reply: Proposal,
  }),
  topics: defineEndpoint({
    method: 'GET',
    path: `${api}/insights/topics`,
    access: 'owner',
    summary: 'What customers asked in the last 30 days that the AI could not answer, most asked first',
    query: Paging,
    reply: pageOf(Topic),
  }),
} as const
