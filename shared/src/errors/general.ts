import type { Failure } from './failure.ts'

export const generalErrors = {
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
  'request.odd_address': {
    status: 400,
    pt: 'Este endereço não está escrito na forma que aceitamos. Confira barras repetidas e códigos com %.',
    en: 'This address is not written in the form we accept. Check repeated slashes and codes with %.',
  },
  'request.too_large': {
    status: 413,
    pt: 'O conteúdo enviado passa do limite.',
    en: 'What was sent is over the limit.',
  },
  'request.too_slow': {
    status: 408,
    pt: 'A requisição demorou demais para chegar. Tente de novo.',
    en: 'The request took too long to arrive. Try again.',
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
  'settings.unknown_time_zone': {
    status: 400,
    pt: 'Não conhecemos este fuso horário. Escolha um da lista, como America/Sao_Paulo. Nada foi mudado.',
    en: 'This time zone is not known. Choose one of the list, as America/Sao_Paulo. Nothing was changed.',
  },
  'mail.not_failed': {
    status: 404,
    pt: 'Este e-mail já não está na lista dos que falharam: foi entregue ou está a caminho.',
    en: 'This e-mail is no longer among those that failed: it was delivered or is on its way.',
  },
} as const satisfies Record<string, Failure>
