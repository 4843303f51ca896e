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
  },
  casual: {
    greeting: 'Oi! Aqui é o assistente da {empresa} 🙂 No que posso ajudar?',
    handoff: 'Essa eu não sei de certeza. Já chamei alguém da equipe, te respondem por aqui!',
    waiting: 'Recebi! O pessoal já foi avisado.',
    returned: 'Tô de volta por aqui! Se ainda precisar, me chama.',
    nobodyAnswered: 'Desculpa, ninguém conseguiu te responder em 24 h. Quer tentar comigo de novo?',
  },
  technical: {
    greeting: 'Olá. Assistente virtual da {empresa}. Informe sua dúvida.',
    handoff: 'Informação não encontrada na base. Encaminhei para um atendente humano.',
    waiting: 'Mensagem registrada. Equipe notificada.',
    returned: 'Atendimento automático retomado.',
    nobodyAnswered: 'Sem resposta humana em 24 h. Deseja reabrir a solicitação?',
  },
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
  debounce: { completeMs: 1200, fragmentMs: 2500, capMs: 6000 },
}
