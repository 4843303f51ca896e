export const profile = {
  lead: 'Quem você é aqui e como entra.',
  details: 'Seus dados',
  name: 'Nome',
  emailHint: 'É o seu login. Para mudar, peça um convite em outro e-mail.',
  phone: 'Telefone',
  language: 'Idioma dos e-mails',
  passwordLead: 'Ao trocar, as sessões em outros lugares terminam.',
  passwordDone:
    'Senha trocada. As outras sessões terminaram, e os convites que você enviou e ainda não foram aceitos deixaram de valer.',
  sessions: 'Onde você está conectado',
  sessionsLead: 'Não reconhece uma? Encerre e troque a senha.',
  clients: { browser: 'Navegador', desktop: 'Aplicativo' },
  thisOne: 'esta',
  lastUsed: (when: string) => `Último uso ${when}.`,
  since: (when: string) => `Entrou ${when}.`,
  end: 'Encerrar',
  appearance: 'Aparência',
  appearanceLead: 'Vale só neste navegador.',
  theme: 'Tema',
  themes: { system: 'Como o sistema', light: 'Claro', dark: 'Escuro' },
  pageLanguage: 'Idioma do painel',
  export: 'Levar meus dados',
  exportLead:
    'Um arquivo zip com tudo o que a empresa tem aqui: conhecimento, conversas, equipe e configurações.',
  exportGo: 'Preparar uma cópia',
  noExports: 'Nenhuma cópia pedida.',
  exports: {
    preparing: 'Preparando…',
    ready: 'Pronta',
    failed: 'Não deu certo; peça outra',
    expired: 'Venceu',
  },
  ofContact: 'de um contato',
  expires: (when: string) => `Disponível até ${when}.`,
  download: 'Baixar',
  customer: 'Dados de um cliente',
  customerLead:
    'Um cliente pediu a cópia ou a exclusão do que a empresa guarda dele? Procure e atenda ao pedido aqui.',
  customerWho: 'Telefone ou nome do cliente',
  customerHint: 'Os últimos quatro números ou mais, ou parte do nome.',
  customerFind: 'Procurar',
  customerNone: 'Ninguém com esse telefone ou nome.',
  customerUnnamed: 'Sem nome',
  customerCopyAsked: 'A cópia está sendo preparada e aparece acima, em “Levar meus dados”.',
  customerErase: 'Apagar dados',
  customerEraseTitle: 'Apagar os dados deste cliente?',
  customerEraseText: (name: string) =>
    `As mensagens, os arquivos e os recibos de ${name} somem daqui, para sempre, e o que já foi dito não volta a entrar. Se a pessoa escrever de novo, começa do zero. Fica só um comprovante sem nome e sem número, que diz o que não está ao nosso alcance.`,
  customerErased: 'Os dados estão sendo apagados. O comprovante aparece abaixo.',
  certificates: 'Comprovantes de exclusão',
  certificatesLead: 'Sem nome e sem número: a prova do que foi apagado e do que está fora do nosso alcance.',
  noCertificates: 'Nenhuma exclusão até agora.',
  certificateOf: (when: string, who: string) => `Pedida em ${when} por ${who}.`,
  certificateNumber: (id: string) => `Comprovante ${id}`,
  certificateStates: { erasing: 'Apagando…', erased: 'Apagado' },
  outside: 'O que não dá para apagar daqui, e por quê',
  outsidePlaces: {
    backups: (_answers: number) =>
      'Cópias de segurança: são cifradas e não se alteram uma a uma. Se uma delas for restaurada, a exclusão precisa ser repetida.',
    evolution: (_answers: number) =>
      'Evolution, o programa que liga o número ao WhatsApp: não tem como apagar uma conversa; o servidor limpa o banco dele de hora em hora. As chaves que cifram a conversa ficam.',
    consoles: (_answers: number) =>
      'Computadores da equipe: o que guardavam some assim que voltarem a ter conexão.',
    whatsapp: (_answers: number) =>
      'O próprio WhatsApp, no celular da empresa e no do cliente: só se apaga lá.',
    knowledge: (answers: number) =>
      answers === 1
        ? 'Meu Conhecimento: uma resposta desta conversa entrou no texto da empresa. Veja se ela diz algo da pessoa.'
        : `Meu Conhecimento: ${answers} respostas desta conversa entraram no texto da empresa. Veja se dizem algo da pessoa.`,
  },
  outsideUntil: (day: string) => `No mais tardar, some em ${day}.`,
  outsideGone: (when: string) => `Apagado em ${when}.`,
  delete: 'Apagar a empresa',
  deleteLead: 'Apaga conversas, conhecimento, equipe e o número, para sempre. A assinatura é cancelada.',
  deleteGo: 'Apagar tudo',
  deleteTitle: 'Apagar tudo, para sempre?',
  deleteText: (name: string) =>
    `Tudo de ${name} será apagado e ninguém da equipe entra mais. Não há como voltar. Para confirmar, digite sua senha.`,
  deleteNow: 'Apagar para sempre',
}
