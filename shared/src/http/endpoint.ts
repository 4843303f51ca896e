import type { z } from 'zod'

/**
 * Who may call: anyone, anyone while a member who is signed in is recognised, any signed-in member, an owner, or a
 * vendor that proves itself inside the route.
 */
export type Access = 'public' | 'recognised' | 'member' | 'owner' | 'vendor'

export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Fastify's spelling: `/api/v1/conversations/:id`. */
  path: string
  access: Access
  summary: string
  /** May be called before a temporary password was changed. */
  beforePasswordChange?: boolean
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /**
   * The fields beside the file of a multipart form; the file's field is called `file`. The handler reads the request
   * itself, and callers send a `FormData`.
   */
  form?: z.ZodType
  reply: z.ZodType
  /** Answers bytes, not JSON. */
  binary?: boolean
  /** Highest body size in bytes; the server's default when absent. */
  bodyLimit?: number
  /** Calls a minute and caller, where the default is too generous. */
  perMinute?: number
  /**
   * Counts by the session whose refresh token comes with the call, or by the device where this e-mail signed in before:
   * behind one address sits a whole office, and perhaps somebody who wants to keep the others out.
   */
  countedBy?: 'session' | 'device'
}

/** Declares a route once: server validation, typed client, OpenAPI and the authorisation matrix all read it. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint
}

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined
type Given<S> = S extends z.ZodType ? z.input<S> : undefined

/** What a handler receives, already parsed. */
export type InputOf<E extends Endpoint> = {
  params: Parsed<E['params']>
  query: Parsed<E['query']>
  body: Parsed<E['body']>
}
/** What a caller must give; parts without a schema are left out. */
export type CallOf<E extends Endpoint> = (E['params'] extends z.ZodType
  ? { params: Given<E['params']> }
  : object) &
  (E['query'] extends z.ZodType ? { query?: Given<E['query']> } : object) &
  (E['body'] extends z.ZodType ? { body: Given<E['body']> } : object) &
  (E['form'] extends z.ZodType ? { form: FormData } : object)
export type ReplyOf<E extends Endpoint> = z.output<E['reply']>
