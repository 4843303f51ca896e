import type { Failure } from './failure.ts'

export const accountsErrors = {
  'account.no_first_mail': {
    status: 409,
    pt: 'Este endereço já não pode ser trocado por aqui: o e-mail saiu, ou alguém já entrou na conta. Fale com o suporte se ele não chegar.',
    en: 'This address can no longer be changed here: the mail went out, or somebody has signed in. Write to support if it does not arrive.',
  },
  'auth.required': { status: 401, pt: 'Entre para continuar.', en: 'Sign in to go on.' },
  'auth.wrong_credentials': {
    status: 401,
    pt: 'E-mail ou senha não conferem.',
    en: 'E-mail or password do not match.',
  },
  'auth.session_ended': {
    status: 401,
    pt: 'Sua sessão terminou. Entre de novo; nada foi perdido.',
    en: 'Your session has ended. Sign in again; nothing was lost.',
  },
  'auth.removed': {
    status: 401,
    pt: 'Você não faz mais parte desta empresa, ou ela foi encerrada. O que este computador guardava dela foi apagado, também as respostas que não tinham saído.',
    en: 'You are not part of this company any more, or it was closed. What this computer kept of it was deleted, replies that had not left included.',
  },
  'auth.forbidden': {
    status: 403,
    pt: 'Seu papel na equipe não permite isso.',
    en: 'Your role in the team does not allow this.',
  },
  'auth.password_change_required': {
    status: 403,
    pt: 'Troque a senha provisória antes de continuar.',
    en: 'Change the temporary password before you go on.',
  },
  'auth.cookie_not_accepted': {
    status: 400,
    pt: 'O aplicativo não usa cookies para entrar.',
    en: 'The desktop client does not sign in by cookie.',
  },
  'auth.other_origin': {
    status: 403,
    pt: 'Este pedido veio de outra página. Abra o Plantão e tente de novo.',
    en: 'This request came from another page. Open Plantão and try again.',
  },
  'account.password_too_weak': {
    status: 422,
    pt: 'A senha nova precisa de ao menos 10 caracteres e ser diferente da atual.',
    en: 'The new password needs at least 10 characters and must differ from the present one.',
  },
} as const satisfies Record<string, Failure>
