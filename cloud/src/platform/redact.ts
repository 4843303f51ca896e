const SECRET_KEY =
  /^(authorization|cookie|set-cookie|x-?api-?key|api-?key|.*token|.*password|.*secret|.*hash|qr.*|pairing.?code)$/i
const PERSONAL_KEY =
  /^(phone.*|.*phone|number|.*jid|.*jid.?alt|push.?name|sender.*|participant.*|e-?mail|text|body|content|caption)$/i
/** Ten to fifteen digits standing alone, with or without what WhatsApp puts behind: a telephone number. */
const PHONE = /(?<![\w-])\+?\d{10,15}(?:@[\w.]+)?(?![\w-])/g
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi
/** Whatever is written together with it goes too: `token-eyJ…`. */
const JWT = /(?<![\w-])(?=[\w-]*eyJ)[\w-]+\.[\w-]+\.[\w-]*/g
const QUERY_SECRET =
  /([?&](?:token|access_token|refresh_token|apikey|api_key|key|password|secret|code)=)[^&\s"']+/gi
/** `postgres://user:password@host`, as drivers like to quote it. */
const URL_PASSWORD = /(?<!\w)(\w+:\/\/[^:/\s]+):[^@/\s]+@/g
const DEEPEST = 6

/** A text without telephone numbers, tokens and passwords. */
export function redactText(text: string): string {
  return text
    .replace(QUERY_SECRET, '$1[redacted]')
    .replace(BEARER, '$1 [redacted]')
    .replace(JWT, '[redacted]')
    .replace(URL_PASSWORD, '$1:[redacted]@')
    .replace(PHONE, '[phone]')
}

/** The same value without anything that names a person or opens a door. Never throws on odd values. */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Date) return value
  if (value instanceof Error) return errorFields(value, depth)
  if (depth >= DEEPEST) return '[deep]'
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1))
  if (value instanceof Uint8Array) return `[${value.byteLength} bytes]`
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (SECRET_KEY.test(key)) return [key, '[redacted]']
      if (PERSONAL_KEY.test(key) && typeof inner !== 'boolean') return [key, '[personal]']
      return [key, redact(inner, depth + 1)]
    }),
  )
}

/** Only what names a fault: a driver's `detail` quotes the row, a client's `response` the body. */
function errorFields(error: Error, depth: number): Record<string, unknown> {
  const code = (error as { code?: unknown }).code
  return {
    type: error.name,
    message: redactText(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    stack: redactText(error.stack ?? ''),
    ...(error.cause !== undefined && depth < DEEPEST ? { cause: redact(error.cause, depth + 1) } : {}),
  }
}
