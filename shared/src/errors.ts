import { z } from 'zod'
import { accountsErrors } from './errors/accounts.ts'
import { billingErrors } from './errors/billing.ts'
import { conversationsErrors } from './errors/conversations.ts'
import { demoErrors } from './errors/demo.ts'
import { deskErrors } from './errors/desk.ts'
import { generalErrors } from './errors/general.ts'
import { knowledgeErrors } from './errors/knowledge.ts'
import { learningErrors } from './errors/learning.ts'
import { mediaErrors } from './errors/media.ts'
import { namesErrors } from './errors/names.ts'
import { privacyErrors } from './errors/privacy.ts'
import { teamErrors } from './errors/team.ts'
import { whatsappErrors } from './errors/whatsapp.ts'
import { FieldFault } from './fields/fault.ts'
import { sayFault, sayFaults } from './fields/words.ts'

/**
 * Every failure a client may meet: its HTTP status and what to say, in both languages. A sentence says what
 * happened, what was kept and what to do; `{name}` is filled from `details`. Anything not in this list is a bug and
 * answers `internal`.
 */
export const ERRORS = {
  ...generalErrors,
  ...namesErrors,
  ...accountsErrors,
  ...teamErrors,
  ...billingErrors,
  ...demoErrors,
  ...knowledgeErrors,
  ...learningErrors,
  ...conversationsErrors,
  ...deskErrors,
  ...mediaErrors,
  ...whatsappErrors,
  ...privacyErrors,
} as const

export type ErrorCode = keyof typeof ERRORS

/** The body of every failed answer. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
    traceId: z.string(),
  }),
})
export type ErrorBody = z.infer<typeof ErrorBody>

export type Language = 'pt' | 'en'

/** A code of `ERRORS` that came from elsewhere, or null. */
export function knownCode(code: string): ErrorCode | null {
  return Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : null
}

/** The sentence for a code in a language, with `{name}` taken from `details`. */
export function sentenceFor(
  code: ErrorCode,
  language: Language,
  details: Record<string, unknown> = {},
): string {
  if (code === 'request.invalid') return sentenceForFaults(faultsIn(details), language)
  return ERRORS[code][language].replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = details[name]
    return typeof value === 'number'
      ? value.toLocaleString(language === 'pt' ? 'pt-BR' : 'en')
      : String(value ?? '')
  })
}

function sentenceForFaults(faults: FieldFault[], language: Language): string {
  const said = sayFaults(faults, language, (error) => namedSentence(error, language))
  if (!said) return ERRORS['request.not_understood'][language]
  return ERRORS['request.invalid'][language].replace('{faults}', () => said)
}

/** An error's own sentence, for a fault that names it; null for one of another release. */
function namedSentence(error: string, language: Language, details?: Record<string, unknown>): string | null {
  const code = knownCode(error)
  return code && sentenceFor(code, language, details)
}

/** A refusal that speaks of one field of the form it answers. */
const FIELD_OF: Partial<Record<ErrorCode, string>> = {
  'account.password_too_weak': 'newPassword',
  'billing.email_taken': 'email',
  'team.already_member': 'email',
  'settings.unknown_time_zone': 'timeZone',
  'quick_reply.taken': 'shortcut',
}

/** What a refusal says is wrong, field by field; empty for one that speaks of no field. */
export function faultsOfRefusal(code: string, details: Record<string, unknown>): FieldFault[] {
  const told = faultsIn(details)
  if (told.length > 0) return told
  const field = FIELD_OF[code as ErrorCode]
  return field ? [{ field, kind: 'named', error: code }] : []
}

/** The words beside a field; `details` fill the sentence of a refusal that has one of its own. */
export function wordsAtField(
  fault: FieldFault,
  language: Language,
  details: Record<string, unknown> = {},
): string {
  return sayFault(fault, language, (error) => namedSentence(error, language, details))
}

/** The faults that an answer names. What another release may have named otherwise is left out. */
function faultsIn({ faults }: Record<string, unknown>): FieldFault[] {
  return Array.isArray(faults) ? faults.filter((fault) => FieldFault.safeParse(fault).success) : []
}
