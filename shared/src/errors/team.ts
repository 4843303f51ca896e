import type { Failure } from './failure.ts'

export const teamErrors = {
  'auth.password_expired': {
    status: 403,
    pt: 'Esta senha provisória venceu. Peça uma nova em “Esqueci minha senha”.',
    en: 'This temporary password has expired. Ask for a new one under “Forgot my password”.',
  },
  'auth.link_invalid': {
    status: 410,
    pt: 'Este link já foi usado ou venceu. Peça outro.',
    en: 'This link has already been used or has expired. Ask for another.',
  },
  'team.member_not_found': {
    status: 404,
    pt: 'Esta pessoa não está na sua equipe.',
    en: 'This person is not on your team.',
  },
  'team.last_owner': {
    status: 409,
    pt: 'A empresa precisa de ao menos um dono. Dê esse papel a outra pessoa antes.',
    en: 'The company needs at least one owner. Give that role to someone else first.',
  },
  'team.already_member': {
    status: 409,
    pt: 'Este e-mail já é de alguém da sua equipe.',
    en: 'This e-mail already belongs to someone on your team.',
  },
  'team.email_taken': {
    status: 409,
    pt: 'Este e-mail já tem conta em outra empresa. Peça um convite para outro endereço.',
    en: 'This e-mail has an account at another company. Ask for an invitation to another address.',
  },
  'team.attendants_quota': {
    status: 409,
    pt: 'Seu plano tem lugar para {limit} atendentes, convites abertos incluídos. Mude de plano ou libere um lugar.',
    en: 'Your plan has room for {limit} attendants, open invitations included. Change the plan or free up a place.',
  },
  'team.owners_quota': {
    status: 409,
    pt: 'Uma empresa tem no máximo {limit} donos, convites abertos incluídos. Convide como atendente ou libere um lugar.',
    en: 'A company can have at most {limit} owners, open invitations included. Invite the person as an attendant, or free up a place.',
  },
  'team.invites_a_day': {
    status: 429,
    pt: 'Sua empresa já mandou {limit} convites nas últimas 24 horas. Tente de novo amanhã; os convites abertos continuam valendo.',
    en: 'Your company has sent {limit} invitations in the last 24 hours. Try again tomorrow; open invitations stay valid.',
  },
  'team.invited_just_now': {
    status: 429,
    pt: 'Já saiu um convite para este e-mail há menos de uma hora. Se não chegou, procure no spam; daqui a {minutes} min dá para mandar outro.',
    en: 'An invitation was sent to this e-mail less than an hour ago. If it did not arrive, look in the spam folder; you can send another in {minutes} min.',
  },
  'team.invite_not_found': {
    status: 404,
    pt: 'Este convite não existe mais.',
    en: 'This invitation no longer exists.',
  },
} as const satisfies Record<string, Failure>
