import { FirstMail, FirstMailAddress } from '../../first-mail.ts'
import { defineEndpoint } from '../endpoint.ts'
import { api } from './parts.ts'

export const firstMailEndpoints = {
  firstMail: defineEndpoint({
    method: 'GET',
    path: `${api}/billing/checkout/mail`,
    access: 'public',
    summary:
      'Whether the mail with the sign-in arrived, told to the browser that began to pay and to no other',
    reply: FirstMail,
    perMinute: 60,
  }),
  correctFirstMail: defineEndpoint({
    method: 'PUT',
    path: `${api}/billing/checkout/mail`,
    access: 'public',
    summary:
      'Put the address right that took no mail, in the browser that began to pay, until somebody signs in',
    body: FirstMailAddress,
    reply: FirstMail,
    perMinute: 5,
  }),
} as const
