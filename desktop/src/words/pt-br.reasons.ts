import type { ShownReason } from './shown-reason.ts'

type ByReason = Record<ShownReason, string>

/** Why the AI stopped or kept silent: in two words for a card, in a sentence for the panel. */
export type Reasons = { reason: ByReason; reasonLong: ByReason }

/** The reasons in Brazilian Portuguese. */
export const reasons: Reasons = {
  reason: {
    low_confidence: 'Baixa confiança',
    ungrounded: 'Sem base no conhecimento',
    customer_asked: 'Pediu uma pessoa',
    complaint: 'Reclamação',
    emergency: 'Emergência',
    unsupported_media: 'Mídia que a IA não lê',
    model_unavailable: 'IA fora do ar',
    quota: 'Limite do plano',
    policy: 'Regra da empresa',
    arrived_late: 'Chegou atrasada',
    not_entitled: 'Assinatura inativa',
    bot_off: 'IA desligada',
    human_holds: 'Uma pessoa já atendia',
    nothing_to_answer: 'Não havia o que responder',
    withdrawn: 'O cliente apagou a pergunta',
    already_waiting: 'O cliente já esperava uma pessoa',
    outside_hours: 'Fora do horário de atendimento',
  },
  reasonLong: {
    low_confidence: 'A IA não teve certeza de que o conhecimento responde a isso.',
    ungrounded: 'O rascunho da IA trazia um número, data ou link que não está no conhecimento.',
    customer_asked: 'O cliente pediu para falar com uma pessoa.',
    complaint: 'O cliente está reclamando; isso é conversa de gente.',
    emergency: 'Parece urgente. Vá primeiro nesta.',
    unsupported_media: 'O cliente mandou algo que a IA não consegue ler.',
    model_unavailable: 'O modelo não respondeu a tempo.',
    quota: 'O limite de respostas do plano acabou.',
    policy: 'Uma regra da empresa manda uma pessoa cuidar disso.',
    arrived_late:
      'A mensagem chegou muito depois de escrita. A IA não responde ao que é antigo: veja se ainda vale responder.',
    not_entitled: 'A assinatura não está ativa, então a IA ficou em silêncio.',
    bot_off: 'A IA está desligada nas configurações.',
    human_holds: 'Uma pessoa já estava na conversa, então a IA ficou em silêncio.',
    nothing_to_answer: 'A mensagem não pedia resposta.',
    withdrawn: 'O cliente apagou a pergunta antes da resposta.',
    already_waiting: 'O cliente já esperava uma pessoa; a IA não fala de novo.',
    outside_hours: 'A empresa pediu que nada seja dito fora do horário de atendimento.',
  },
}
