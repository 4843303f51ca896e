import { z } from 'zod'
import { Id, Instant } from './ids.ts'

/** A copy of everything a company, or one contact, has here: a zip made by a job and kept for a few days. */
export const PrivacyExport = z.object({
  id: Id,
  /** The contact it is about; absent when it is the whole company. */
  contactId: Id.optional(),
  status: z.enum(['preparing', 'ready', 'failed', 'expired']),
  bytes: z.number().int().nonnegative().optional(),
  requestedAt: Instant,
  readyAt: Instant.optional(),
  /** After this instant the file is gone and can be asked for again. */
  expiresAt: Instant.optional(),
})
export type PrivacyExport = z.infer<typeof PrivacyExport>

/** Who an owner looks for: digits are the end of a phone, anything else part of a name. */
export const SubjectQuery = z.object({ q: z.string().trim().min(3).max(60) })
export const Subject = z.object({ id: Id, name: z.string().nullable(), phone: z.string().nullable() })
export type Subject = z.infer<typeof Subject>

/** What was deleted, by kind: numbers only, so that the proof names nobody. */
export const ErasedCounts = z.record(z.string(), z.number().int().nonnegative())
export type ErasedCounts = z.infer<typeof ErasedCounts>

/** Days until what an erasure does not reach is gone by itself, counted from it. */
export const KEPT_OUTSIDE_DAYS = {
  /** The newest backup of each of the last six months is kept: 184 days at the most. */
  backups: 184,
  /** `plantao trim-evolution` deletes what is older, where an operator runs it. */
  evolution: 30,
  /** A console keeps what is younger; one that comes back on the line forgets the person at once. */
  consoles: 30,
}

/**
 * A place that an erasure does not reach: our encrypted `backups`; the database of `evolution`, whose API deletes no chat;
 * attendants' `consoles` that are not on the line; `whatsapp` itself, with the customer's phone and the company's; the
 * company's own `knowledge`, where an owner put answers of that talk.
 */
export const ErasedOutside = z.object({
  where: z.enum(['backups', 'evolution', 'consoles', 'whatsapp', 'knowledge']),
  /** When it is gone by itself at the latest; absent where it stays until somebody deletes it. */
  until: Instant.optional(),
  /** When it was deleted there. */
  goneAt: Instant.optional(),
  /** How many answers stand in the knowledge. */
  answers: z.number().int().positive().optional(),
})

/** Proof that a contact was erased. It keeps no name and no number. */
export const ErasureCertificate = z.object({
  id: Id,
  contactId: Id,
  status: z.enum(['erasing', 'erased']),
  requestedAt: Instant,
  requestedBy: z.string(),
  erasedAt: Instant.optional(),
  counts: ErasedCounts,
  /** What could not be erased from here, and until when it is there. */
  outside: z.array(ErasedOutside),
})
export type ErasureCertificate = z.infer<typeof ErasureCertificate>

/** Deleting the company asks for the owner's password again. */
export const DeleteTenant = z.object({ password: z.string().min(1).max(200) })
