import { z } from 'zod'

export const Tone = z.enum(['formal', 'casual', 'technical'])
export type Tone = z.infer<typeof Tone>

const Text = z.string().trim().min(1).max(1000)

/** What the bot says in fixed situations; the owner may edit each. `{empresa}` becomes the tenant's name. */
export const BotMessages = z.object({
  greeting: Text,
  handoff: Text,
  waiting: Text,
  returned: Text,
  nobodyAnswered: Text,
  /** Outside business hours, when a person is needed or the tenant answers nobody then. `{abre}` is when it opens. */
  closed: Text.default('Agora estamos fora do horário de atendimento. A equipe responde {abre}.'),
})
export type BotMessages = z.infer<typeof BotMessages>

/** The templates of each tone, ready to be edited. */
export const TEMPLATES: Record<Tone, BotMessages> = {
  formal: {
    greeting: 'Olá! Sou o assistente virtual da {empresa}. Como posso ajudar?',
    handoff:
      'Não tenho essa informação com segurança. Vou chamar uma pessoa da equipe, que responde por aqui.',
    waiting: 'Sua mensagem foi recebida; a equipe já foi avisada.',
    returned: 'Voltei a atender por aqui. Se ainda precisar, é só escrever.',
    nobodyAnswered:
      'Peço desculpas: ninguém da equipe conseguiu responder em 24 horas. Posso tentar ajudar ou registrar um novo pedido.',
    closed: 'No momento estamos fora do horário de atendimento. A equipe responderá {abre}.',
  },
  casual: {
    greeting: 'Oi! Aqui é o assistente da {empresa} 🙂 No que posso ajudar?',
    handoff: 'Essa eu não sei de certeza. Já chamei alguém da equipe, te respondem por aqui!',
    waiting: 'Recebi! O pessoal já foi avisado.',
    returned: 'Tô de volta por aqui! Se ainda precisar, me chama.',
    nobodyAnswered: 'Desculpa, ninguém conseguiu te responder em 24 h. Quer tentar comigo de novo?',
    closed: 'Agora a gente tá fora do horário. O pessoal te responde {abre}!',
  },
  technical: {
    greeting: 'Olá. Assistente virtual da {empresa}. Informe sua dúvida.',
    handoff: 'Informação não encontrada na base. Encaminhei para um atendente humano.',
    waiting: 'Mensagem registrada. Equipe notificada.',
    returned: 'Atendimento automático retomado.',
    nobodyAnswered: 'Sem resposta humana em 24 h. Deseja reabrir a solicitação?',
    closed: 'Fora do horário de atendimento. Retorno da equipe: {abre}.',
  },
}

/** A time of the day on a wall clock, `HH:MM`; `24:00` is the end of the day. */
const WallTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/)

/** One stretch in which people attend. `day` counts from Sunday, 0. A night is two stretches, cut at midnight. */
const OpenStretch = z
  .object({ day: z.number().int().min(0).max(6), opens: WallTime, closes: WallTime })
  .refine((stretch) => stretch.opens < stretch.closes, 'closes after it opens')

export const BusinessHours = z.object({
  /** Empty: always open. */
  week: z.array(OpenStretch).max(28).default([]),
  /**
   * What the bot does outside of them. `answer`: answers as always, and a handoff says when people are back.
   * `handoff`: every question waits for people and the customer is told when they are back. `silence`: nothing is said.
   */
  outside: z.enum(['answer', 'handoff', 'silence']).default('answer'),
})
export type BusinessHours = z.infer<typeof BusinessHours>

const TimeZone = z.string().max(60).refine(isTimeZone, 'an IANA time zone, as America/Sao_Paulo')

/** Asking costs a tenth of a millisecond, and settings are read for every message. */
const known = new Set<string>()

function isTimeZone(name: string): boolean {
  if (known.has(name)) return true
  try {
    new Intl.DateTimeFormat('pt-BR', { timeZone: name })
    known.add(name)
    return true
  } catch {
    return false
  }
}

/** Everything an owner tunes. */
export const BotSettings = z.object({
  enabled: z.boolean(),
  tone: Tone,
  messages: BotMessages,
  /** Confidence below which the bot hands over; a probability. */
  threshold: z.number().min(0.05).max(0.99),
  /** Whether a model may look at customers' images to answer what they ask about them. */
  readsImages: z.boolean().default(false),
  /** The wall clock of business hours, mails and results. */
  timeZone: TimeZone.default('America/Sao_Paulo'),
  businessHours: BusinessHours.default({ week: [], outside: 'answer' }),
  /**
   * Messages of the bot to one person, beyond which a person of the company is called: within a minute, an hour and a day, since
   * somebody last handed the conversation back. Nobody reads ten answers in a minute; forty in an hour are no longer a customer's
   * questions; and a hundred a day would use up the smallest plan's month in ten days.
   */
  answersPerContact: z
    .object({
      minute: z.number().int().min(1).max(1_000),
      hour: z.number().int().min(1).max(10_000),
      day: z.number().int().min(1).max(100_000),
    })
    .default({ minute: 10, hour: 40, day: 100 }),
  /** The wait for more bubbles, in milliseconds: after a complete question, after a fragment, and the most in all. */
  debounce: z
    .object({
      completeMs: z.number().int().min(0).max(10_000),
      fragmentMs: z.number().int().min(0).max(10_000),
      capMs: z.number().int().min(0).max(30_000),
    })
    .refine((d) => d.completeMs <= d.capMs && d.fragmentMs <= d.capMs, 'cap is the longest wait'),
})
export type BotSettings = z.infer<typeof BotSettings>

/** A new tenant's settings. Waits from the product brief: 1.2 s, 2.5 s, cap 6 s. */
export const DEFAULT_BOT_SETTINGS: BotSettings = {
  enabled: true,
  tone: 'casual',
  messages: TEMPLATES.casual,
  threshold: 0.5,
  readsImages: false,
  timeZone: 'America/Sao_Paulo',
  businessHours: { week: [], outside: 'answer' },
  answersPerContact: { minute: 10, hour: 40, day: 100 },
  debounce: { completeMs: 1200, fragmentMs: 2500, capMs: 6000 },
}
