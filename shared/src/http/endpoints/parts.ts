import { z } from 'zod'
import { Cursor, Id } from '../../ids.ts'

/** What the routes of every room share. */
export const api = '/api/v1'
export const ById = z.object({ id: Id })
export const Done = z.object({ ok: z.literal(true) })
export const Paging = z.object({
  cursor: Cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
