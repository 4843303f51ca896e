import { z } from 'zod'
import { Id, pageOf } from '../../ids.ts'
import { DeadJob, FailedMail } from '../../operations.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api, Done, Paging } from './parts.ts'

export const operationsEndpoints = {
  deadJobs: defineEndpoint({
    method: 'GET',
    path: `${api}/operations/dead-jobs`,
    access: 'owner',
    summary: 'Jobs of this company that failed for good, newest first',
    query: Paging,
    reply: pageOf(DeadJob),
  }),
  retryDeadJob: defineEndpoint({
    method: 'POST',
    path: `${api}/operations/dead-jobs/:id/retry`,
    access: 'owner',
    summary: 'Run a dead job again',
    params: z.object({ id: z.string().regex(/^\d{1,15}$/) }),
    reply: Done,
    perMinute: 60,
  }),
  failedMails: defineEndpoint({
    method: 'GET',
    path: `${api}/operations/mails`,
    access: 'owner',
    summary: 'Mails of this company that could not be delivered, newest first',
    query: Paging,
    reply: pageOf(FailedMail),
  }),
  sendMailAgain: defineEndpoint({
    method: 'POST',
    path: `${api}/operations/mails/:id/again`,
    access: 'owner',
    summary: 'Send a mail again that could not be delivered',
    params: z.object({ id: Id }),
    reply: Done,
    perMinute: 20,
  }),
} as const
