import type { Failure } from './failure.ts'

export const privacyErrors = {
  'contact.not_found': {
    status: 404,
    pt: 'Este contato não existe ou não é da sua empresa.',
    en: 'This contact does not exist or belongs to another company.',
  },
  'export.not_found': {
    status: 404,
    pt: 'Esta exportação não existe. Peça uma nova.',
    en: 'This export does not exist. Ask for a new one.',
  },
  'export.not_ready': {
    status: 409,
    pt: 'A exportação ainda está sendo preparada. Volte em instantes.',
    en: 'The export is still being prepared. Try again in a moment.',
  },
  'export.expired': {
    status: 410,
    pt: 'O arquivo desta exportação já foi apagado. Peça uma nova.',
    en: 'This export has already been deleted. Ask for a new one.',
  },
  'certificate.not_found': {
    status: 404,
    pt: 'Este certificado não existe.',
    en: 'This certificate does not exist.',
  },
  'job.not_found': {
    status: 404,
    pt: 'Esta tarefa não está mais parada.',
    en: 'This job is no longer stuck.',
  },
} as const satisfies Record<string, Failure>
