/** The public site's words in Portuguese, and the shape of every other language. */
export const ptBR = {
  tag: 'pt-BR' as 'pt-BR' | 'en',
  locale: 'pt-BR',
  home: '/',
  skip: 'Ir para o conteúdo',
  paths: { subscribe: '/assinar', privacy: '/privacidade', terms: '/termos' },
  meta: {
    title: 'Plantão: seu WhatsApp responde sozinho e sabe quando chamar você',
    description:
      'Um atendente de IA no WhatsApp da sua empresa. Responde só com o que você escreveu e chama uma pessoa quando não tem certeza.',
    imageAlt: 'Plantão. Seu WhatsApp responde sozinho. E sabe quando chamar você.',
  },
  nav: {
    label: 'Principal',
    how: 'Como funciona',
    prices: 'Preços',
    questions: 'Perguntas',
    enter: 'Entrar',
    other: 'English',
  },
  hero: {
    title: 'Seu WhatsApp responde sozinho. E sabe quando chamar você.',
    lead: 'O Plantão atende seus clientes só com o que a sua empresa escreveu. Quando não tem certeza, ele diz isso, para e chama uma pessoa.',
    go: 'Quero assinar',
    try: 'Pergunte ao lado e veja',
    note: 'Sem trocar de número. Pronto em dez minutos.',
  },
  phone: {
    label: 'Demonstração: o WhatsApp de uma padaria de exemplo',
    company: 'Padaria Pão Quente',
    status: 'empresa de exemplo',
    example: 'Exemplo de conversa',
    bot: 'IA',
    person: 'Atendente',
    asked1: 'Vocês abrem no domingo?',
    answered1: 'Abrimos sim, das 7h às 13h.',
    asked2: 'E fazem bolo em formato de trator?',
    answered2: 'Essa eu não sei de certeza. Já chamei alguém da equipe, te respondem por aqui!',
    called: 'Uma pessoa foi chamada',
    ask: 'Pergunte à padaria',
    placeholder: 'Escreva uma pergunta',
    send: 'Enviar',
    suggestions: [
      'Quanto custa o quilo do pão francês?',
      'Aceita vale-refeição?',
      'Quero falar com uma pessoa',
    ],
    live: 'Quem responde aqui é o Plantão de verdade, com o texto dessa padaria inventada. Nada é enviado nem guardado.',
    typing: 'Escrevendo',
    source: 'De onde saiu',
    handoff: 'Aqui o Plantão para e chama uma pessoa',
    reasons: {
      low_confidence: 'o texto da padaria não responde isso com segurança',
      ungrounded: 'a resposta teria um número que não está no texto',
      customer_asked: 'o cliente pediu uma pessoa',
      complaint: 'é uma reclamação',
      emergency: 'parece urgente',
      unsupported_media: 'não é texto',
      model_unavailable: 'o modelo não respondeu',
      quota: 'a cota do mês acabou',
      policy: 'o assunto é sempre de uma pessoa',
    } as Record<string, string>,
    offline: 'Não deu para perguntar agora. Confira a internet e tente de novo.',
  },
  how: {
    title: 'Como funciona',
    steps: [
      {
        title: 'Escreva o que sua empresa sabe',
        text: 'Horários, preços, entregas, trocas: um texto seu, em português comum, de até 50 mil caracteres. Vale colar do site ou de um PDF. É dele, e de nada mais, que saem as respostas.',
      },
      {
        title: 'Conecte o WhatsApp',
        text: 'Leia um QR com o telefone da empresa, como no WhatsApp Web. O número continua o mesmo, e você ainda pode responder pelo telefone.',
      },
      {
        title: 'Atenda quando for chamado',
        text: 'O console mostra quem espera, há quanto tempo e por que a IA parou. Você responde; ela fica em silêncio até você devolver a conversa.',
      },
    ],
  },
  never: {
    title: 'O que ele nunca faz',
    items: [
      {
        title: 'Inventar preço',
        text: 'Todo número, data, hora, telefone e link de uma resposta precisa estar no seu texto ou nas palavras do cliente. Se não está, a resposta não sai: uma pessoa é chamada.',
      },
      {
        title: 'Falar por cima de você',
        text: 'Quando alguém da equipe escreve, pelo console ou pelo telefone da empresa, a IA para naquele instante.',
      },
      {
        title: 'Guardar conversa além de 30 dias',
        text: 'Depois disso mensagens e arquivos são apagados todo dia. O que você escreveu continua seu, e dá para exportar e apagar tudo.',
      },
    ],
  },
  console: {
    title: 'Quem espera há mais tempo aparece primeiro',
    lead: 'O console abre no computador ou no navegador. Avisa quando chega alguém, funciona sem internet e mostra em uma linha por que a IA chamou.',
    points: [
      'O motivo da parada e os trechos que a IA consultou, ao lado da conversa.',
      'Dois atendentes não respondem o mesmo cliente sem querer: o segundo é avisado antes.',
      'Uma resposta sua pode servir para quem perguntou o mesmo, com um clique.',
    ],
    alt: 'O console: à esquerda a fila por tempo de espera, no meio a conversa, à direita por que a IA parou.',
    caption: 'Tela real, com a padaria de exemplo.',
  },
  prices: {
    title: 'Preços',
    lead: 'Todos os planos têm tudo. Muda quanto a IA responde e quantas pessoas atendem.',
    month: 'por mês',
    answers: (many: string) => `${many} respostas da IA por mês`,
    attendants: (many: number) => `até ${many} atendentes`,
    number: '1 número de WhatsApp',
    go: 'Quero assinar',
    goPlan: (name: string) => `Quero assinar o ${name}`,
    over: 'Acabou a cota do mês? A IA para e chama sua equipe. Nada é cobrado por fora.',
    pay: 'Cartão ou boleto. Cancele quando quiser, pelo painel.',
    popular: 'O mais comum',
  },
  questions: {
    title: 'Perguntas',
    items: [
      {
        q: 'Preciso trocar de número?',
        a: 'Não. Você conecta o número que já usa, lendo um QR. O aplicativo do WhatsApp continua funcionando no seu telefone.',
      },
      {
        q: 'E se a IA responder errado?',
        a: 'Toda resposta tem um recibo: os trechos usados, a confiança e a decisão. Você vê de onde saiu, corrige o texto e testa de novo antes de publicar.',
      },
      {
        q: 'O cliente sabe que é uma IA?',
        a: 'Sim. A saudação diz que é um assistente virtual, e você pode mudar as palavras. Quando uma pessoa assume, é ela quem escreve.',
      },
      {
        q: 'E áudio, foto, documento?',
        a: 'Áudios são transcritos e respondidos como texto. Fotos e documentos aparecem no console; o que a IA não entende vai para uma pessoa.',
      },
      {
        q: 'O número pode ser bloqueado pelo WhatsApp?',
        a: 'Todo atendimento automático por QR tem esse risco. O Plantão só responde a quem escreveu primeiro, nunca dispara mensagens em massa, e também aceita a API oficial da Meta.',
      },
      {
        q: 'Posso cancelar?',
        a: 'A qualquer hora, pelo painel. O acesso vale até o fim do período pago, e você pode levar seus dados antes de sair.',
      },
    ],
  },
  last: {
    title: 'Alguém de plantão, mesmo quando você não está',
    go: 'Quero assinar',
  },
  subscribe: {
    title: 'Quero assinar',
    lead: 'Três dados e o pagamento. Depois, um e-mail traz o acesso ao painel.',
    plan: 'Plano',
    email: 'E-mail',
    emailHint: 'É o seu login, e para onde vai a senha provisória.',
    name: 'Nome da empresa',
    phone: 'Telefone com DDD',
    phoneHint: 'Para falarmos com você. Não precisa ser o número do atendimento.',
    go: 'Ir para o pagamento',
    going: 'Abrindo o pagamento',
    terms: 'Ao continuar você aceita os',
    termsLink: 'termos de uso',
    and: 'e a',
    privacyLink: 'política de privacidade',
    network: 'Não deu para abrir o pagamento agora. O que você escreveu continua aqui; tente de novo.',
    next: 'O que acontece depois',
    steps: [
      'Você paga na página segura da Stripe. Não vemos nem guardamos seu cartão.',
      'Chega um e-mail com o login e uma senha provisória.',
      'Você entra, escreve o conhecimento e conecta o WhatsApp.',
    ],
  },
  going: {
    title: 'Abrindo o pagamento',
    lead: 'A página da Stripe abre sozinha. Se não abrir, toque no botão.',
    go: 'Ir para o pagamento',
  },
  refused: {
    title: 'Não deu para continuar',
    lead: 'Nada foi cobrado. Volte pelo navegador para não perder o que escreveu, ou comece de novo.',
    go: 'Começar de novo',
  },
  done: {
    title: 'Pagamento recebido',
    lead: 'Estamos abrindo sua conta. Em um ou dois minutos chega um e-mail com o login, a senha provisória e o endereço do painel.',
    boleto:
      'Escolheu boleto ou Pix? A conta abre quando o banco confirmar: o Pix em minutos, o boleto em até três dias úteis.',
    asking: {
      title: 'Obrigado',
      lead: 'Assim que o pagamento for confirmado, a conta abre e chega um e-mail com o login, a senha provisória e o endereço do painel.',
    },
    waiting: {
      title: 'Esperando o pagamento',
      lead: 'O boleto ou o Pix ainda não foi pago, ou o banco ainda não confirmou. Assim que confirmar, a conta abre e o acesso chega por e-mail.',
      note: 'Nada foi cobrado até agora. Pode fechar esta página: ela não precisa ficar aberta.',
    },
    lapsed: {
      title: 'O prazo para pagar passou',
      lead: 'O boleto ou o Pix venceu sem pagamento. Nada foi cobrado, e não há nada a cancelar.',
      note: 'Se ainda quiser assinar, comece de novo.',
      go: 'Começar de novo',
    },
    missing:
      'Não chegou em dez minutos? Veja a caixa de spam. Se já tem conta com esse e-mail, peça uma senha nova em “Esqueci minha senha”.',
    go: 'Entrar no painel',
    note: 'Pode fechar esta página: o e-mail chega do mesmo jeito.',
    sent: 'Sua conta está aberta. Mandamos o login e a senha provisória para {email}.',
    sentAgain: 'Endereço trocado. O e-mail com o login está a caminho de {email}.',
    refused:
      'O pagamento está certo e a conta está aberta, mas {email} não aceita e-mail. Confira o endereço: é com ele que você vai entrar.',
    failed:
      'O pagamento está certo e a conta está aberta, mas o e-mail com o login não chegou a {email}. Confira o endereço ou mande de novo.',
    address: 'Seu e-mail',
    sendThere: 'Mandar para este endereço',
  },
  missing: {
    title: 'Não há nada aqui',
    lead: 'O endereço pode ter mudado, ou faltou uma letra.',
    go: 'Ir para o começo',
  },
  footer: {
    label: 'Rodapé',
    privacy:
      'Plantão · Os dados das conversas são tratados conforme a LGPD: cada empresa vê só o que é dela, e um contato pode pedir cópia ou exclusão do que guardamos.',
    evolution: 'A ligação com o WhatsApp usa a Evolution API. O Plantão não é ligado ao WhatsApp nem à Meta.',
    privacyLink: 'Privacidade e LGPD',
    termsLink: 'Termos de uso',
  },
}

export type SiteText = typeof ptBR
