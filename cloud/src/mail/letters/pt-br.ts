import { countOf, dayOf, type Letters, momentOf, moneyOf } from './facts.ts'

const portal = (site: string) => ({ label: 'Abrir a assinatura', url: `${site}/dashboard/subscription` })

/** Por que um número não funciona, nas palavras da página de conexão. */
const TROUBLE: Record<string, string> = {
  reconnecting: 'a conexão caiu e não voltou sozinha',
  silent: 'diz que está conectado, mas nada chega por ele',
  qr_expired: 'o código venceu sem ser lido',
  logged_out: 'a sessão foi encerrada no celular',
  banned: 'o WhatsApp bloqueou o número',
  replaced: 'outra sessão tomou o lugar desta',
  unreachable: 'o serviço que fala com o WhatsApp não responde',
}

/** Os e-mails em português. */
export const PT: Letters = {
  welcome: ({ site, name, company, email, password, days }) => ({
    subject: 'Sua conta no Plantão está pronta',
    heading: `Boas-vindas, ${name}`,
    paragraphs: [
      `O pagamento foi confirmado e a conta da ${company} está pronta. Entre com os dados abaixo; no primeiro acesso você escolhe uma senha sua.`,
    ],
    facts: [
      ['E-mail', email],
      ['Senha provisória', password],
    ],
    action: { label: 'Entrar no painel', url: `${site}/login` },
    notes: [
      `A senha provisória vale por ${days} dias. Se vencer, use “Esqueci minha senha” na página de entrada.`,
      `Depois de entrar, o painel fica em ${site}/dashboard: escreva o conhecimento, conecte o WhatsApp, teste o bot.`,
    ],
  }),
  payment_attached: ({ site, name, company }) => ({
    subject: `${company}: a assinatura voltou`,
    heading: 'Recebemos seu pagamento',
    paragraphs: [
      `Olá, ${name}. A ${company} tem de novo uma assinatura ativa, e a IA voltou a responder. Nada do que estava guardado mudou.`,
    ],
    action: { label: 'Ver a assinatura', url: `${site}/dashboard/subscription` },
  }),
  second_payment: ({ site, name, company, cents }) => ({
    subject: `Pagamento em dobro: ${moneyOf(cents, 'pt')} a devolver`,
    heading: 'Você pagou duas vezes pelo mesmo tempo',
    paragraphs: [
      `Olá, ${name}. Chegou um pagamento da ${company} por um tempo que outra assinatura dela já cobre. A que vale continua como estava; a outra não será cobrada de novo.`,
      `Para receber ${moneyOf(cents, 'pt')} de volta, abra a página Assinatura e clique em “Devolver”. O valor volta pelo mesmo meio em que foi pago.`,
    ],
    action: { label: 'Abrir a assinatura', url: `${site}/dashboard/subscription` },
  }),
  payment_lapsed: ({ site, name, again }) => ({
    subject: 'O pagamento do Plantão não foi feito a tempo',
    heading: 'O boleto ou o Pix venceu',
    paragraphs: [
      `Olá, ${name}. Você começou a assinar o Plantão, mas o prazo para pagar passou. Nada foi cobrado, e não há nada a cancelar.`,
      'Se ainda quiser assinar, comece de novo: sai um boleto ou Pix novo, ou você paga com cartão.',
    ],
    action: { label: 'Começar de novo', url: `${site}${again}` },
    notes: ['Pagou no último dia? O banco ainda pode confirmar; nesse caso o acesso chega por e-mail.'],
  }),
  refund_made: ({ site, name, company, cents }) => ({
    subject: `Devolvemos ${moneyOf(cents, 'pt')}`,
    heading: 'Dinheiro devolvido',
    paragraphs: [
      `Olá, ${name}. ${moneyOf(cents, 'pt')} de um pagamento de ${company} foram devolvidos. O valor volta pelo mesmo meio em que foi pago; o banco pode levar alguns dias para mostrar.`,
      'A assinatura continua como está. Para encerrá-la, use a página Assinatura.',
    ],
    action: portal(site),
  }),
  dispute_opened: ({ site, name, company, cents }) => ({
    subject: `Uma cobrança de ${moneyOf(cents, 'pt')} foi contestada`,
    heading: 'Pediram ao banco para desfazer uma cobrança',
    paragraphs: [
      `Olá, ${name}. O banco do cartão avisou que a cobrança de ${moneyOf(cents, 'pt')} de ${company} foi contestada. Enquanto o banco decide, tudo continua como está.`,
      'Se foi engano, peça ao banco que retire a contestação. Se você não reconhece a cobrança, veja os pagamentos na página Assinatura ou fale com o suporte.',
    ],
    action: portal(site),
  }),
  dispute_won: ({ site, name, company, cents }) => ({
    subject: `A contestação de ${moneyOf(cents, 'pt')} foi encerrada`,
    heading: 'A cobrança vale',
    paragraphs: [
      `Olá, ${name}. O banco encerrou a contestação de ${moneyOf(cents, 'pt')} de ${company}: a cobrança vale, e a assinatura continua.`,
    ],
    action: portal(site),
  }),
  dispute_lost: ({ site, name, company, cents }) => ({
    subject: `O banco devolveu ${moneyOf(cents, 'pt')}`,
    heading: 'A contestação foi encerrada',
    paragraphs: [
      `Olá, ${name}. O banco decidiu a favor de quem tem o cartão: os ${moneyOf(cents, 'pt')} de ${company} voltam.`,
      'Isso não encerra a assinatura: veja na página dela até quando vale, troque o cartão ou cancele.',
    ],
    action: portal(site),
  }),
  payment_held: ({ site, name, token, days }) => ({
    subject: 'Um pagamento com o seu e-mail espera por você',
    heading: 'Para que é este pagamento?',
    paragraphs: [
      `Olá, ${name}. Alguém assinou o Plantão com este e-mail, que já entra em uma conta. Como qualquer pessoa pode digitar um endereço, não mexemos na conta: o pagamento está guardado.`,
      'No link abaixo você diz se ele é para a sua empresa, para uma empresa nova com outro e-mail, ou se o dinheiro deve ser devolvido.',
    ],
    action: { label: 'Decidir', url: `${site}/login/held?token=${encodeURIComponent(token)}` },
    notes: [`Sem resposta em ${days} dias, devolvemos tudo sozinhos.`],
  }),
  password_reset: ({ site, name, token, minutes }) => ({
    subject: 'Uma senha nova para o Plantão',
    heading: 'Escolha uma senha nova',
    paragraphs: [
      `Olá, ${name}. Alguém pediu uma senha nova para esta conta. Se foi você, abra o link; ele serve uma vez, por ${minutes} minutos.`,
    ],
    action: { label: 'Escolher a senha', url: `${site}/login/reset?token=${encodeURIComponent(token)}` },
    notes: ['Se não foi você, não faça nada: a senha de agora continua valendo.'],
  }),
  invite: ({ site, name, company, inviter, token, days }) => ({
    subject: `${company} chamou você para o Plantão`,
    heading: `Olá, ${name}`,
    paragraphs: [
      `${inviter} convidou você para a equipe da ${company} no Plantão, onde as conversas do WhatsApp que precisam de uma pessoa são atendidas.`,
    ],
    action: { label: 'Aceitar o convite', url: `${site}/login/invite?token=${encodeURIComponent(token)}` },
    notes: [`O convite vale por ${days} dias. Se você não conhece quem convidou, ignore este e-mail.`],
  }),
  payment_failed: ({ site, company, until, zone }) => ({
    subject: 'O pagamento do Plantão não passou',
    heading: 'O pagamento não passou',
    paragraphs: [
      `A cobrança da ${company} foi recusada. O atendimento continua normalmente até ${momentOf(until, 'pt', zone)}.`,
      'Troque o cartão ou tente de novo antes disso. Nada do que está guardado se perde.',
    ],
    action: portal(site),
  }),
  grace_reminder: ({ site, company, until, zone }) => ({
    subject: `O atendimento para em ${dayOf(until, 'pt', zone)}`,
    heading: 'O pagamento ainda está em aberto',
    paragraphs: [
      `A cobrança da ${company} continua sem pagamento. Em ${momentOf(until, 'pt', zone)} a IA deixa de responder seus clientes.`,
    ],
    action: portal(site),
  }),
  suspended: ({ site, company, until, zone }) => ({
    subject: 'O atendimento da IA está parado',
    heading: 'Assinatura suspensa',
    paragraphs: [
      `Sem o pagamento da ${company}, a IA parou de responder. As mensagens continuam chegando e o console pode ser lido.`,
      `Assim que o pagamento passar, o atendimento volta sozinho. Sem ele, a assinatura é cancelada em ${momentOf(until, 'pt', zone)}.`,
    ],
    action: portal(site),
  }),
  payment_recovered: ({ site, company }) => ({
    subject: 'Pagamento recebido: o atendimento segue',
    heading: 'Tudo certo de novo',
    paragraphs: [`O pagamento da ${company} foi confirmado. A IA está respondendo seus clientes.`],
    action: { label: 'Abrir o painel', url: `${site}/dashboard` },
  }),
  cancelled: ({ site, company, until, zone }) => ({
    subject: 'Sua assinatura do Plantão foi cancelada',
    heading: 'Assinatura cancelada',
    paragraphs: [
      `A assinatura da ${company} foi cancelada. O que já está pago vale até ${momentOf(until, 'pt', zone)}; depois a IA deixa de responder.`,
      'Você ainda pode entrar, ler as conversas e exportar tudo. Para voltar, é só assinar de novo com este e-mail.',
    ],
    action: { label: 'Abrir o painel', url: `${site}/dashboard` },
  }),
  pending_handoffs: ({ site, company, count, minutes }) => ({
    subject:
      count === 1
        ? 'Atendimento pendente: 1 cliente espera'
        : `Atendimento pendente: ${count} clientes esperam`,
    heading: count === 1 ? 'Um cliente espera por uma pessoa' : `${count} clientes esperam por uma pessoa`,
    paragraphs: [
      `A IA da ${company} chamou alguém e ninguém respondeu ainda. Quem espera há mais tempo espera há ${minutes} minutos.`,
    ],
    action: { label: 'Abrir o console', url: `${site}/console` },
    notes: ['Este aviso junta todos os que esperam; ele não vem a cada mensagem.'],
  }),
  number_trouble: ({ site, company, health, since, zone }) => ({
    subject: 'Seu WhatsApp parou de receber mensagens',
    heading: 'O número precisa de você',
    paragraphs: [
      `O WhatsApp da ${company} não funciona desde ${momentOf(since, 'pt', zone)}: ${TROUBLE[health] ?? 'não sabemos por quê'}.`,
      'Enquanto isso a IA não recebe nem responde ninguém. Nada do que já chegou se perdeu.',
    ],
    action: { label: 'Conectar de novo', url: `${site}/dashboard/whatsapp` },
  }),
  seats_over: ({ site, company, attendants, limit }) => ({
    subject: `${attendants} atendentes em um plano de ${limit}`,
    heading: 'A equipe passou do plano',
    paragraphs: [
      `A ${company} tem ${attendants} atendentes; o plano inclui ${limit}.`,
      'Ninguém perdeu o acesso: todos continuam atendendo. Só não dá para convidar mais gente até trocar de plano ou liberar lugares.',
    ],
    action: { label: 'Ver a equipe', url: `${site}/dashboard/team` },
    notes: ['Este aviso vem uma vez por mês enquanto for assim.'],
  }),
  quota_warning: ({ site, company, answers, limit }) => ({
    subject: `${countOf(answers, 'pt')} de ${countOf(limit, 'pt')} respostas do mês já foram usadas`,
    heading: 'O limite do mês está perto',
    paragraphs: [
      `A IA já respondeu ${countOf(answers, 'pt')} vezes este mês pela ${company}; o plano inclui ${countOf(limit, 'pt')}.`,
      'Quando o limite acabar, as perguntas vão direto para a equipe até o mês virar. Com um plano maior, a IA segue respondendo.',
    ],
    action: portal(site),
  }),
}
