import { LoginRequest, Me, PasswordChange, RefreshRequest, Session, SignedIn } from '../../accounts.ts'
import { pageOf } from '../../ids.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api, ById, Done, Paging } from './parts.ts'

export const accountsEndpoints = {
  login: defineEndpoint({
    method: 'POST',
    path: `${api}/auth/login`,
    access: 'public',
    summary: 'Sign in',
    body: LoginRequest,
    reply: SignedIn,
    perMinute: 20,
    countedBy: 'device',
    bodyLimit: 16_000,
  }),
  refresh: defineEndpoint({
    method: 'POST',
    path: `${api}/auth/refresh`,
    access: 'public',
    summary: 'A new access token for the refresh token in the cookie, or in the body for the desktop',
    body: RefreshRequest,
    reply: SignedIn,
    perMinute: 60,
    countedBy: 'session',
    bodyLimit: 16_000,
  }),
  logout: defineEndpoint({
    method: 'POST',
    path: `${api}/auth/logout`,
    access: 'public',
    summary: 'End this session',
    body: RefreshRequest,
    reply: Done,
  }),
  me: defineEndpoint({
    method: 'GET',
    path: `${api}/me`,
    access: 'member',
    summary: 'Who is signed in',
    beforePasswordChange: true,
    reply: Me,
  }),
  changePassword: defineEndpoint({
    method: 'PUT',
    path: `${api}/me/password`,
    access: 'member',
    summary:
      'Change the password; every other session ends, and so do open links and the invitations one sent',
    beforePasswordChange: true,
    body: PasswordChange,
    reply: Done,
    perMinute: 10,
  }),
  sessions: defineEndpoint({
    method: 'GET',
    path: `${api}/me/sessions`,
    access: 'member',
    summary: 'Where I am signed in',
    query: Paging,
    reply: pageOf(Session),
  }),
  revokeSession: defineEndpoint({
    method: 'DELETE',
    path: `${api}/me/sessions/:id`,
    access: 'member',
    summary: 'End one of my sessions',
    params: ById,
    reply: Done,
  }),
} as const
