import type { Failure } from './failure.ts'

export const generalErrors = {
  'request.invalid': {
    status: 400,
    pt: 'Confira o que foi escrito. {faults} Nada foi mudado.',
    en: 'Please check these fields. {faults} Nothing was changed.',
  },
  'request.not_understood': {
    status: 400,
    pt: 'O aplicativo enviou um pedido que não entendemos. Atualize a página e tente de novo; nada foi mudado.',
    en: 'The app sent a request that we do not understand. Reload the page and try again; nothing was changed.',
  },
  'request.unreadable': {
    status: 400,
    pt: 'Não deu para ler o que foi enviado. Tente de novo; nada foi mudado.',
    en: 'What was sent could not be read. Try again; nothing was changed.',
  },
  'request.odd_address': {
    status: 400,
    pt: 'O endereço desta página está escrito errado. Confira se há barras repetidas ou códigos com %.',
    en: 'The address of this page is misspelt. Look for repeated slashes or codes with %.',
  },
  'request.too_large': {
    status: 413,
    pt: 'O que foi enviado é grande demais. Nada foi mudado.',
    en: 'What you sent is too large. Nothing was changed.',
  },
  'request.too_slow': {
    status: 408,
    pt: 'O envio demorou demais. Confira a internet e tente de novo.',
    en: 'Sending took too long. Check your connection and try again.',
  },
  'request.unsupported_media': {
    status: 415,
    pt: 'Este tipo de conteúdo não é aceito aqui.',
    en: 'This type of content is not accepted here.',
  },
  'request.too_many': {
    status: 429,
    pt: 'Muitas tentativas em pouco tempo. Espere {seconds} s e tente de novo.',
    en: 'Too many attempts. Wait {seconds} s and try again.',
  },
  'route.not_found': {
    status: 404,
    pt: 'Esta página não existe.',
    en: 'This page does not exist.',
  },
  'model.unavailable': {
    status: 503,
    pt: 'A IA não respondeu a tempo. Nada foi mudado; tente de novo.',
    en: 'The AI did not answer in time. Nothing was changed; try again.',
  },
  unavailable: {
    status: 503,
    pt: 'O serviço está temporariamente indisponível. Tente de novo em instantes; nada foi perdido.',
    en: 'The service is temporarily unavailable. Try again in a moment; nothing was lost.',
  },
  internal: {
    status: 500,
    pt: 'Algo deu errado do nosso lado, e o erro já foi registrado. Tente de novo.',
    en: 'Something went wrong on our side, and the error has been recorded. Please try again.',
  },
  'settings.unknown_time_zone': {
    status: 400,
    pt: 'Não conhecemos este fuso horário. Escolha um da lista, como America/Sao_Paulo.',
    en: 'We do not know this time zone. Choose one from the list, such as America/Sao_Paulo.',
  },
  'mail.not_failed': {
    status: 404,
    pt: 'Este e-mail já não está entre os que falharam: foi entregue ou está a caminho.',
    en: 'This e-mail is no longer in the list of failed ones: it was delivered or is on its way.',
  },
} as const satisfies Record<string, Failure>
