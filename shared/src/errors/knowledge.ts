import type { Failure } from './failure.ts'

export const knowledgeErrors = {
  'knowledge.too_long': {
    status: 422,
    pt: 'Não deu para salvar: o texto tem {length} caracteres e o limite é {limit}. Nada foi perdido.',
    en: 'Could not save: the text has {length} characters and the limit is {limit}. Nothing was lost.',
  },
  'knowledge.empty': {
    status: 422,
    pt: 'O conhecimento está vazio. Escreva ao menos uma frase; o que estava publicado continua valendo.',
    en: 'The knowledge is empty. Write at least one sentence; the published text stays in use.',
  },
  'knowledge.no_revision': {
    status: 404,
    pt: 'Esta versão não existe no seu histórico.',
    en: 'This version is not in your history.',
  },
  'knowledge.too_slow': {
    status: 422,
    pt: 'Preparar este texto demorou demais. Divida-o em linhas mais curtas; o que estava publicado continua valendo.',
    en: 'Preparing this text took too long. Break it into shorter lines; the published text stays in use.',
  },
  'import.no_file': {
    status: 400,
    pt: 'Nenhum arquivo foi enviado. Escolha um .txt, .md, .pdf ou .docx.',
    en: 'No file was sent. Choose a .txt, .md, .pdf or .docx.',
  },
  'import.too_large': {
    status: 413,
    pt: 'O arquivo passa de {megabytes} MB. Divida-o em partes ou cole só o texto.',
    en: 'The file is over {megabytes} MB. Split it or paste only the text.',
  },
  'import.unsupported': {
    status: 415,
    pt: 'Este arquivo não é .txt, .md, .pdf nem .docx, qualquer que seja o nome dele. Nada foi mudado.',
    en: 'This file is not a .txt, .md, .pdf or .docx, whatever its name says. Nothing was changed.',
  },
  'import.encrypted': {
    status: 422,
    pt: 'O arquivo tem senha. Salve uma cópia sem senha e envie de novo.',
    en: 'The file has a password. Save a copy without one and send it again.',
  },
  'import.damaged': {
    status: 422,
    pt: 'Não deu para ler o arquivo: ele está danificado ou incompleto. Abra e salve de novo, ou cole o texto.',
    en: 'The file could not be read: it is damaged or incomplete. Open and save it again, or paste the text.',
  },
  'import.no_text': {
    status: 422,
    pt: 'O arquivo não tem texto que dê para ler (talvez seja uma imagem escaneada). Digite ou cole o texto.',
    en: 'The file has no text that can be read (it may be a scan). Type or paste the text.',
  },
  'import.expands_too_much': {
    status: 422,
    pt: 'O arquivo cresce demais ao ser aberto e foi recusado por segurança. Cole só o texto.',
    en: 'The file becomes too large when opened and was refused for safety. Paste only the text.',
  },
  'import.busy': {
    status: 429,
    pt: 'Ainda estamos lendo os arquivos que você enviou antes. Espere um momento e envie este de novo.',
    en: 'We are still reading the files you sent before. Wait a moment and send this one again.',
  },
  'import.too_slow': {
    status: 422,
    pt: 'Ler este arquivo demorou demais. Envie uma versão mais simples ou cole o texto.',
    en: 'Reading this file took too long. Send a simpler version or paste the text.',
  },
  'rehearsal.not_found': {
    status: 404,
    pt: 'Este ensaio não existe ou já expirou.',
    en: 'This rehearsal does not exist or has expired.',
  },
} as const satisfies Record<string, Failure>
