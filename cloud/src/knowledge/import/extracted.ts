import type { ImportWarning } from '@plantao/shared/knowledge'

/** What a reader took out of a file. */
export type Extracted = { text: string; pages?: number; warnings: ImportWarning[] }

/** Why a file could not be read, by the end of the error's name: `import.<reason>`. */
export type Refusal = 'unsupported' | 'encrypted' | 'damaged' | 'no_text' | 'expands_too_much' | 'too_slow'

/** Thrown by a reader that knows why. */
export class Unreadable extends Error {
  readonly reason: Refusal
  constructor(reason: Refusal, options?: ErrorOptions) {
    super(reason, options)
    this.name = 'Unreadable'
    this.reason = reason
  }
}
