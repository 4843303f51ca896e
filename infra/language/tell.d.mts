export function readsPortuguese(env?: Record<string, string | undefined>): boolean
export function tell(words: { en: string; pt: string }, env?: Record<string, string | undefined>): string
