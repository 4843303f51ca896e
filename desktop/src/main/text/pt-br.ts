import { reasons } from '../../words/pt-br.reasons.ts'

/** What the application itself says in Portuguese. */
export const ptBr = {
  reason: reasons.reason,
  notice: {
    handoff: (name: string) => `${name} precisa de uma pessoa`,
    reply: (name: string) => `${name} respondeu`,
    media: 'Enviou um arquivo',
    nobody: 'Cliente sem nome',
    open: 'Abrir conversa',
  },
  tray: {
    tip: (waiting: number) => (waiting === 0 ? 'Plantão: ninguém espera' : `Plantão: ${waiting} esperando`),
    open: 'Abrir o Plantão',
    settings: 'Ajustes…',
    notifications: 'Avisos',
    quietForAnHour: 'Não perturbe por uma hora',
    quietUntil: (at: Date) =>
      `Não perturbe até ${at.toLocaleTimeString('pt-BR', { hour: '2-digit', minute: '2-digit' })}`,
    quietHours: (to: string) => `Não perturbe pelo horário, até ${to}`,
    autostart: 'Abrir com o computador',
    quit: 'Sair',
  },
  menu: {
    edit: 'Editar',
    view: 'Exibir',
    zoomIn: 'Aumentar',
    zoomOut: 'Diminuir',
    zoomReset: 'Tamanho normal',
    settings: 'Ajustes…',
    learn: 'Acrescentar ao dicionário',
    quit: 'Sair',
  },
  noSandbox: {
    title: 'O Plantão não abre sem proteção',
    text:
      'Este sistema não deixa o AppImage isolar a página que mostra as mensagens dos clientes. ' +
      'Instale o pacote .deb do Plantão, que traz o que é preciso.',
  },
  hang: {
    message: 'O Plantão parou de responder.',
    detail: 'As respostas na fila estão guardadas.',
    wait: 'Esperar',
    reload: 'Abrir de novo',
  },
  crash: {
    message: 'A janela do Plantão caiu várias vezes.',
    detail: 'As respostas na fila estão guardadas e seguem sendo enviadas.',
    reload: 'Abrir de novo',
    quit: 'Sair',
  },
}
export type DesktopText = typeof ptBr
