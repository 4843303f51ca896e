import type { Insights } from '@plantao/shared/insights'
import { stringify } from 'csv-stringify/sync'

const HEADER = {
  pt: [
    'Dia',
    'Mensagens recebidas',
    'Perguntas',
    'Respondidas pela IA',
    'Encaminhadas',
    'Enviadas por pessoas',
    'Resolução durável',
    'Tokens de entrada',
    'Tokens de saída',
    'Custo (US$)',
  ],
  en: [
    'Day',
    'Messages received',
    'Questions',
    'Answered by the AI',
    'Handed over',
    'Sent by people',
    'Held for 7 days',
    'Input tokens',
    'Output tokens',
    'Cost (US$)',
  ],
}

/**
 * The days as CSV: semicolons and decimal commas in Portuguese, as spreadsheets there expect; a mark at the front says
 * UTF-8. A cell that a spreadsheet would take for a formula is defused.
 */
export function csvOf(insights: Insights, language: 'pt' | 'en'): string {
  const money = (micro: number) => {
    const written = (micro / 1_000_000).toFixed(6)
    return language === 'pt' ? written.replace('.', ',') : written
  }
  const rows = insights.days.map((day) => [
    day.day,
    day.received,
    day.questions,
    day.answeredByAi,
    day.handoffs,
    day.sentByPeople,
    day.durable ?? '',
    day.inputTokens,
    day.outputTokens,
    money(day.costUsdMicro),
  ])
  return stringify([HEADER[language], ...rows], {
    bom: true,
    delimiter: language === 'pt' ? ';' : ',',
    escape_formulas: true,
    record_delimiter: 'windows',
  })
}
