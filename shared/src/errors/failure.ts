/** HTTP status and what to say, in both languages; `{name}` is filled from `details`. */
export type Failure = { status: number; pt: string; en: string }
