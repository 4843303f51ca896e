import { pageOf } from '../../ids.ts'
import { Rehearsal, RehearsalItem, RehearsalVerdict, StartRehearsal } from '../../rehearsals.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api, ById, Done, Paging } from './parts.ts'

/** Ensaio: a text before it is published. */
export const rehearsalsEndpoints = {
  startRehearsal: defineEndpoint({
    method: 'POST',
    path: `${api}/knowledge/rehearsals`,
    access: 'owner',
    summary:
      'Replay the questions of the last 30 days against a text; the one that runs already is cancelled',
    body: StartRehearsal,
    reply: Rehearsal,
    bodyLimit: 8_000_000,
    perMinute: 10,
  }),
  rehearsals: defineEndpoint({
    method: 'GET',
    path: `${api}/knowledge/rehearsals`,
    access: 'owner',
    summary: 'The last rehearsals, newest first',
    query: Paging,
    reply: pageOf(Rehearsal),
  }),
  rehearsal: defineEndpoint({
    method: 'GET',
    path: `${api}/knowledge/rehearsals/:id`,
    access: 'owner',
    summary: 'How far a rehearsal is and what it found; ask once a second, or after `rehearsal.progress`',
    params: ById,
    reply: Rehearsal,
  }),
  rehearsalItems: defineEndpoint({
    method: 'GET',
    path: `${api}/knowledge/rehearsals/:id/items`,
    access: 'owner',
    summary:
      'Question by question: broken first, then new, changed, unchanged; within them the most asked first',
    params: ById,
    query: Paging.extend({ verdict: RehearsalVerdict.optional() }),
    reply: pageOf(RehearsalItem),
  }),
  cancelRehearsal: defineEndpoint({
    method: 'DELETE',
    path: `${api}/knowledge/rehearsals/:id`,
    access: 'owner',
    summary: 'Stop it; what was found stays. One that is over is left as it is',
    params: ById,
    reply: Done,
  }),
} as const
