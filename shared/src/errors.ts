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

/** The sentence for a code in a language, with `{name}` taken from `details`. */
export function sentenceFor(
  code: ErrorCode,
  language: Language,
  details: Record<string, unknown> = {},
): string {
  return ERRORS[code][language].replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = details[name]
    return typeof value === 'number'
      ? value.toLocaleString(language === 'pt' ? 'pt-BR' : 'en')
      : String(value ?? '')
  })
}
