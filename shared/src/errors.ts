import { z } from 'zod'

/**
 * Every failure a client may meet: its HTTP status and what to say, in both languages. A sentence says what
 * happened, what was kept and what to do; `{name}` is filled from `details`. Anything not in this list is a bug and
 * answers `internal`.
 */
export const ERRORS = {
  'request.invalid': {
    status: 400,
    pt: 'Algum campo não está certo: {fields}. Nada foi mudado.',
    en: 'Some field is not right: {fields}. Nothing was changed.',
  },
  'request.unreadable': {
    status: 400,
    pt: 'Não deu para ler o corpo da requisição.',
    en: 'The body of the request could not be read.',
  },
  'request.too_large': {
    status: 413,
    pt: 'O conteúdo enviado passa do limite.',
    en: 'What was sent is over the limit.',
  },
  'request.unsupported_media': {
    status: 415,
    pt: 'Este tipo de conteúdo não é aceito aqui.',
    en: 'This content type is not accepted here.',
  },
  'request.too_many': {
    status: 429,
    pt: 'Muitas tentativas em pouco tempo. Espere {seconds} s e tente de novo.',
    en: 'Too many attempts in a short time. Wait {seconds} s and try again.',
  },
  'route.not_found': {
    status: 404,
    pt: 'Não há nada neste endereço.',
    en: 'There is nothing at this address.',
  },
  'auth.required': { status: 401, pt: 'Entre para continuar.', en: 'Sign in to go on.' },
  'auth.wrong_credentials': {
    status: 401,
    pt: 'E-mail ou senha não conferem.',
    en: 'E-mail or password do not match.',
  },
  'auth.session_ended': {
    status: 401,
    pt: 'Sua sessão terminou. Entre de novo; nada foi perdido.',
    en: 'Your session has ended. Sign in again; nothing was lost.',
  },
  'auth.forbidden': {
    status: 403,
    pt: 'Seu papel na equipe não permite isso.',
    en: 'Your role in the team does not allow this.',
  },
  'auth.password_change_required': {
    status: 403,
    pt: 'Troque a senha provisória antes de continuar.',
    en: 'Change the temporary password before you go on.',
  },
  'auth.cookie_not_accepted': {
    status: 400,
    pt: 'O aplicativo não usa cookies para entrar.',
    en: 'The desktop client does not sign in by cookie.',
  },
  'account.password_too_weak': {
    status: 422,
    pt: 'A senha nova precisa de ao menos 10 caracteres e ser diferente da atual.',
    en: 'The new password needs at least 10 characters and must differ from the present one.',
  },
  'knowledge.too_long': {
    status: 422,
    pt: 'Não deu para salvar: o texto tem {length} caracteres e o limite é {limit}. Nada foi perdido.',
    en: 'Could not save: the text has {length} characters and the limit is {limit}. Nothing was lost.',
  },
  'knowledge.empty': {
    status: 422,
    pt: 'O conhecimento está vazio. Escreva ao menos uma frase; o que estava publicado continua valendo.',
    en: 'The knowledge is empty. Write at least a sentence; what was published stays.',
  },
  'conversation.not_found': {
    status: 404,
    pt: 'Esta conversa não existe ou não é da sua empresa.',
    en: 'This conversation does not exist or is not your company’s.',
  },
  'conversation.held': {
    status: 409,
    pt: '{name} já está atendendo esta conversa.',
    en: '{name} is already answering this conversation.',
  },
  'message.not_found': { status: 404, pt: 'Esta mensagem não existe.', en: 'This message does not exist.' },
  'message.not_retryable': {
    status: 409,
    pt: 'Esta mensagem não está parada: não há o que reenviar.',
    en: 'This message is not stuck: there is nothing to send again.',
  },
  'receipt.not_found': { status: 404, pt: 'Este recibo não existe.', en: 'This receipt does not exist.' },
  'whatsapp.no_instance': {
    status: 409,
    pt: 'O WhatsApp ainda não foi conectado. Conecte em “Conectar WhatsApp”.',
    en: 'WhatsApp is not connected yet. Connect it in “Connect WhatsApp”.',
  },
  'whatsapp.unavailable': {
    status: 503,
    pt: 'O WhatsApp não respondeu agora. Tente de novo em instantes.',
    en: 'WhatsApp did not answer just now. Try again in a moment.',
  },
  'webhook.unauthorized': {
    status: 401,
    pt: 'Segredo do webhook não confere.',
    en: 'Webhook secret does not match.',
  },
  'model.unavailable': {
    status: 503,
    pt: 'O modelo não respondeu a tempo. Nada foi mudado; tente de novo.',
    en: 'The model did not answer in time. Nothing was changed; try again.',
  },
  unavailable: {
    status: 503,
    pt: 'Estamos sem uma das nossas partes agora. Tente de novo em instantes; nada foi perdido.',
    en: 'One of our parts is away just now. Try again in a moment; nothing was lost.',
  },
  internal: {
    status: 500,
    pt: 'Algo deu errado do nosso lado. Já registramos; tente de novo.',
    en: 'Something went wrong on our side. It was recorded; try again.',
  },
} as const satisfies Record<string, { status: number; pt: string; en: string }>

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
