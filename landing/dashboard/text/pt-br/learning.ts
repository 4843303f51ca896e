export const rehearsal = {
  lead: 'Responde com o rascunho as perguntas que os clientes fizeram nos últimos 30 dias e compara com o que está no ar. Nada é enviado.',
  go: 'Ensaiar o rascunho',
  again: 'Ensaiar de novo',
  running: 'Ensaiando',
  gathering: 'Juntando as perguntas…',
  progress: (done: number, total: number) => `${done} de ${total} perguntas`,
  show: 'O que mostrar',
  statuses: {
    queued: 'Na fila',
    running: 'Ensaiando',
    done: 'Ensaio completo',
    cancelled: 'Cancelado no meio',
    failed: 'Não terminou; tente de novo',
  },
  sources: {
    customers: 'com perguntas de clientes',
    knowledge: 'com perguntas tiradas do texto, porque ainda há poucas de clientes',
  },
  outOfDate: 'Algo foi publicado depois deste ensaio',
  draftChanged: 'O rascunho mudou depois deste ensaio',
  overCeiling: 'O limite de custo deste mês foi atingido',
  backToText: 'Voltar ao texto',
  verdicts: { broken: 'Quebraram', new: 'Novas', changed: 'Mudaram', unchanged: 'Iguais' },
  hints: {
    broken:
      'Antes o bot respondia; com o rascunho não responde ou perde um dado. Volte ao texto e devolva o que faltou.',
    new: 'Antes ia para uma pessoa; com o rascunho o bot responde. Confira se está certo.',
    changed: 'Responde nos dois textos, com outras palavras ou mais dados. Confira os números.',
    unchanged: 'Sem diferença.',
  },
  none: 'Nenhuma pergunta aqui.',
  asked: (times: number) => `${times} vezes`,
  lost: 'Perderia:',
  before: 'No ar',
  after: 'Com o rascunho',
}

export const proposals = {
  lead: 'Boas respostas da equipe, prontas para virar conhecimento. Nada entra sem você.',
  empty:
    'Nenhuma proposta esperando. Quando alguém da equipe responde o que o bot não sabia, a proposta aparece aqui.',
  by: (name: string) => `de ${name}`,
  asked: (times: number) => `${times} clientes perguntaram`,
  contradicts: 'O texto publicado diz outra coisa',
  says: (existing: string, proposed: string) => `Publicado: ${existing}. Proposta: ${proposed}.`,
  text: 'Texto que entra no fim do conhecimento',
  approve: 'Aprovar e publicar',
  reject: 'Recusar',
}

export const unanswered = {
  lead: 'Perguntas dos últimos 30 dias que o texto não responde, das mais comuns às mais raras. Cada uma é um parágrafo a escrever.',
  write: 'Escrever a resposta',
  writeAbout: (question: string) => `Escrever a resposta: ${question}`,
  empty: 'Nenhuma pergunta sem resposta nos últimos 30 dias.',
  asked: (times: number, people: number) =>
    `${times === 1 ? '1 vez' : `${times} vezes`}, ${people === 1 ? '1 conversa' : `${people} conversas`}`,
  last: (day: string) => `última em ${day}`,
  examples: 'Como perguntaram',
}
