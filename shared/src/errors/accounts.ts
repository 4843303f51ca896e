import type { Failure } from './failure.ts'

export const accountsErrors = {
  'account.no_first_mail': {
    status: 409,
    pt: 'Este endereço já não pode ser trocado por aqui: o e-mail saiu, ou alguém já entrou na conta. Fale com o suporte se ele não chegar.',
    en: 'This address can no longer be changed here: the e-mail was sent, or somebody has signed in. Contact support if it does not arrive.',
  },
  'auth.required': { status: 401, pt: 'Entre para continuar.', en: 'Please sign in to continue.' },
  'auth.wrong_credentials': {
    status: 401,
    pt: 'E-mail ou senha não conferem.',
    en: 'The e-mail or the password is wrong.',
  },
  'auth.session_ended': {
    status: 401,
    pt: 'Sua sessão terminou. Entre de novo; nada foi perdido.',
    en: 'Your session has ended. Sign in again; nothing was lost.',
  },
  'auth.removed': {
    status: 401,
    pt: 'Você não faz mais parte desta empresa, ou ela foi encerrada. O que este computador guardava dela foi apagado, também as respostas que não tinham saído.',
    en: 'You no longer belong to this company, or it was closed. Its data on this computer was deleted, including replies that had not been sent.',
  },
  'auth.forbidden': {
    status: 403,
    pt: 'Seu papel na equipe não permite isso.',
    en: 'Your role in the team does not allow this.',
  },
  'auth.password_change_required': {
    status: 403,
    pt: 'Troque a senha provisória antes de continuar.',
    en: 'Change the temporary password before you continue.',
  },
  'auth.cookie_not_accepted': {
    status: 400,
    pt: 'O aplicativo não usa cookies para entrar.',
    en: 'The desktop app does not use cookies to sign in.',
  },
  'auth.other_origin': {
    status: 403,
    pt: 'Este pedido veio de outra página. Abra o Plantão e tente de novo.',
    en: 'This request came from another page. Open Plantão and try again.',
  },
  'account.password_too_weak': {
    status: 422,
    pt: 'A senha nova precisa de ao menos 10 caracteres e ser diferente da atual.',
    en: 'The new password needs at least 10 characters and must be different from the current one.',
  },
} as const satisfies Record<string, Failure>
