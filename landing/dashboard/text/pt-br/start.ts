export const start = {
  title: (name: string) => `Olá, ${name}`,
  lead: 'Quatro passos até o bot atender por você.',
  doneLead: 'Tudo pronto. Daqui você vê como está.',
  steps: {
    knowledge: {
      name: 'Escreva o conhecimento',
      todo: 'Horários, preços, entregas: o que o bot pode responder.',
      done: 'Publicado. Mude quando quiser.',
      go: 'Escrever',
    },
    whatsapp: {
      name: 'Conecte o WhatsApp',
      todo: 'Leia um QR com o telefone da empresa.',
      done: 'Conectado e recebendo.',
      go: 'Conectar',
    },
    test: {
      name: 'Teste o bot',
      todo: 'Pergunte como um cliente, antes que um cliente pergunte.',
      done: 'O bot já respondeu por aqui. Teste quando mudar o texto.',
      go: 'Testar',
    },
    team: {
      name: 'Chame a equipe',
      todo: 'Quem atende quando a IA não tem certeza?',
      done: 'Há gente na equipe para atender.',
      go: 'Convidar',
    },
  },
  done: 'Feito',
  todo: 'A fazer',
  open: 'Abrir',
  progress: (done: number, all: number) => `${done} de ${all} feitos`,
  botOff: 'O bot está desligado. As mensagens chegam ao console, mas a IA não responde.',
  botOffGo: 'Ligar o bot',
  waiting: (many: number) =>
    many === 1 ? '1 cliente espera uma pessoa' : `${many} clientes esperam uma pessoa`,
  waitingMany: 'Mais de 50 clientes esperam uma pessoa',
  noneWaiting: 'Ninguém espera uma pessoa agora',
  console: 'Abrir as conversas',
}

export const tutorials = {
  lead: 'Cinco leituras curtas, de dois a quatro minutos.',
  minutes: (many: number) => `${many} min`,
  back: 'Todos os tutoriais',
  missing: 'Este tutorial não existe.',
  onlyPortuguese: '',
}

export const support = {
  lead: 'Primeiro o que resolve na hora; depois, gente.',
  common: 'O que costuma ser',
  items: [
    {
      q: 'O bot não responde a ninguém',
      a: 'Confira, nesta ordem: o WhatsApp está conectado? O bot está ligado? A assinatura está em dia? Se uma pessoa respondeu a conversa, a IA fica em silêncio até você devolver ou passarem 24 horas.',
      links: ['whatsapp', 'bot', 'subscription'],
    },
    {
      q: 'O bot chama pessoas demais',
      a: 'Veja em Conhecimento, Sem resposta, o que os clientes perguntam e o texto não diz. Escrever isso ajuda mais do que baixar a confiança mínima.',
      links: ['knowledge', 'bot'],
    },
    {
      q: 'O bot respondeu errado',
      a: 'Pergunte o mesmo em Testar o bot e abra os trechos consultados: quase sempre o texto diz duas coisas diferentes. Corrija, ensaie e publique.',
      links: ['knowledge'],
    },
    {
      q: 'O WhatsApp desconectou sozinho',
      a: 'Telefone sem internet por muitos dias, ou alguém tocou em “Sair” nos aparelhos conectados. Conecte de novo com outro QR; as conversas continuam aqui.',
      links: ['whatsapp'],
    },
    {
      q: 'Alguém da equipe não consegue entrar',
      a: 'A pessoa pode pedir senha nova em Esqueci minha senha. Se o convite venceu, envie de novo em Equipe.',
      links: ['team'],
    },
  ],
  write: 'Falar com a gente',
  writeLead: 'Conte o que aconteceu e quando. Não mande senha nem dados de cartão.',
  details: 'Ajuda muito colar isto junto:',
  copy: 'Copiar',
  copied: 'Copiado',
  company: 'Empresa',
  person: 'Pessoa',
  page: 'Versão da página',
  noAddress: 'Responda ao e-mail de boas-vindas da sua conta: ele chega a quem cuida desta instalação.',
}
