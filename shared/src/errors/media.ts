import type { Failure } from './failure.ts'

export const mediaErrors = {
  'media.not_found': {
    status: 404,
    pt: 'Esta mensagem não tem arquivo.',
    en: 'This message has no file.',
  },
  'media.pending': {
    status: 409,
    pt: 'O arquivo ainda está chegando. Tente de novo em instantes.',
    en: 'The file is still on its way. Try again in a moment.',
  },
  'media.failed': {
    status: 410,
    pt: 'Este arquivo não pôde ser buscado no WhatsApp.',
    en: 'This file could not be fetched from WhatsApp.',
  },
  'media.range': {
    status: 416,
    pt: 'O trecho pedido não existe neste arquivo.',
    en: 'This part of the file does not exist.',
  },
  'media.no_file': {
    status: 400,
    pt: 'Nenhum arquivo veio no envio.',
    en: 'No file came with the request.',
  },
  'media.too_large': {
    status: 413,
    pt: 'O arquivo passa de {limit} MB. Envie um menor.',
    en: 'The file is over {limit} MB. Send a smaller one.',
  },
  'media.type_refused': {
    status: 415,
    pt: 'Este arquivo não é do tipo pedido, ou não é aceito.',
    en: 'This kind of file is not accepted here.',
  },
} as const satisfies Record<string, Failure>
