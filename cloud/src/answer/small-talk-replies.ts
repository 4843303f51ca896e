import type { Tone } from '@plantao/shared/bot-settings'
import type { smallTalk } from '../portuguese/index.ts'

type Kind = NonNullable<ReturnType<typeof smallTalk>>

/** What the bot says to small talk, by tone; at most one emoji, and only in the casual tone. */
export const SMALL_TALK_REPLIES: Record<Tone, Record<Kind, string>> = {
  formal: {
    greeting: 'Olá! Como posso ajudar?',
    thanks: 'Por nada. Estamos à disposição.',
    ok: 'Certo. Se precisar, é só escrever.',
    goodbye: 'Até logo. Estamos à disposição.',
  },
  casual: {
    greeting: 'Oi! No que posso ajudar?',
    thanks: 'Imagina! Precisando, é só chamar 🙂',
    ok: 'Combinado! Qualquer coisa, me chama.',
    goodbye: 'Até mais! Precisando, é só chamar 🙂',
  },
  technical: {
    greeting: 'Olá. Informe sua dúvida.',
    thanks: 'Disponha.',
    ok: 'Certo. Em caso de dúvida, escreva.',
    goodbye: 'Até logo.',
  },
}
