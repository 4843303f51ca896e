import { z } from 'zod'
import { pageOf } from '../../ids.ts'
import { DeleteTenant, ErasureCertificate, PrivacyExport, Subject, SubjectQuery } from '../../privacy.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api, ById, Done, Paging } from './parts.ts'

export const privacyEndpoints = {
  exportTenant: defineEndpoint({
    method: 'POST',
    path: `${api}/privacy/export`,
    access: 'owner',
    summary:
      'Prepare a zip of everything the company has here; asking again while one is prepared answers it',
    reply: PrivacyExport,
    perMinute: 6,
  }),
  privacyExports: defineEndpoint({
    method: 'GET',
    path: `${api}/privacy/exports`,
    access: 'owner',
    summary: 'Exports asked for, newest first',
    query: Paging,
    reply: pageOf(PrivacyExport),
  }),
  privacyExport: defineEndpoint({
    method: 'GET',
    path: `${api}/privacy/exports/:id`,
    access: 'owner',
    summary: 'How far an export is',
    params: ById,
    reply: PrivacyExport,
  }),
  downloadExport: defineEndpoint({
    method: 'GET',
    path: `${api}/privacy/exports/:id/file`,
    access: 'owner',
    summary: 'The zip of a ready export',
    params: ById,
    reply: z.unknown(),
    binary: true,
    perMinute: 20,
  }),
  deleteTenant: defineEndpoint({
    method: 'DELETE',
    path: `${api}/tenant`,
    access: 'owner',
    summary: 'Delete the company and everything it has here, for good',
    body: DeleteTenant,
    reply: Done,
    perMinute: 5,
  }),
  findContacts: defineEndpoint({
    method: 'GET',
    path: `${api}/contacts`,
    access: 'owner',
    summary: 'Contacts by the end of their phone or part of their name; at most ten',
    query: SubjectQuery,
    reply: pageOf(Subject),
    perMinute: 60,
  }),
  exportContact: defineEndpoint({
    method: 'POST',
    path: `${api}/contacts/:id/export`,
    access: 'owner',
    summary: 'Prepare a zip of everything kept about one contact',
    params: ById,
    reply: PrivacyExport,
    perMinute: 20,
  }),
  eraseContact: defineEndpoint({
    method: 'DELETE',
    path: `${api}/contacts/:id`,
    access: 'owner',
    summary: 'Erase one contact: messages, files, receipts, conversation. Answers the certificate',
    params: ById,
    reply: ErasureCertificate,
    perMinute: 20,
  }),
  erasureCertificates: defineEndpoint({
    method: 'GET',
    path: `${api}/privacy/certificates`,
    access: 'owner',
    summary: 'Certificates of erased contacts, newest first',
    query: Paging,
    reply: pageOf(ErasureCertificate),
  }),
  erasureCertificate: defineEndpoint({
    method: 'GET',
    path: `${api}/privacy/certificates/:id`,
    access: 'owner',
    summary: 'One certificate',
    params: ById,
    reply: ErasureCertificate,
  }),
} as const
