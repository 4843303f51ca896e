type Name = { pt: string; en: string }

/**
 * What a person calls each field they can fill, by its path in the contract; `*` stands for a place in a list.
 * A name holds wherever the path occurs; the form itself may say it more exactly.
 */
const NAMES: Record<string, Name> = {
  email: { pt: 'E-mail', en: 'E-mail' },
  password: { pt: 'Senha', en: 'Password' },
  currentPassword: { pt: 'Senha atual', en: 'Current password' },
  newPassword: { pt: 'Senha nova', en: 'New password' },
  name: { pt: 'Nome', en: 'Name' },
  phone: { pt: 'Telefone', en: 'Phone' },
  language: { pt: 'Idioma', en: 'Language' },
  role: { pt: 'Papel na equipe', en: 'Role in the team' },
  plan: { pt: 'Plano', en: 'Plan' },
  as: { pt: 'O que fazer com o pagamento', en: 'What to do with the payment' },
  enabled: { pt: 'Bot ligado', en: 'Bot on' },
  tone: { pt: 'Tom', en: 'Tone' },
  'messages.greeting': { pt: 'Saudação', en: 'Greeting' },
  'messages.handoff': { pt: 'Quando chama uma pessoa', en: 'When it calls a person' },
  'messages.waiting': { pt: 'Enquanto espera', en: 'While waiting' },
  'messages.returned': { pt: 'Quando a IA volta', en: 'When the AI is back' },
  'messages.nobodyAnswered': { pt: 'Se ninguém respondeu', en: 'If nobody answered' },
  'messages.closed': { pt: 'Fora do horário', en: 'Outside hours' },
  threshold: { pt: 'Confiança mínima', en: 'Minimum confidence' },
  readsImages: { pt: 'Ler imagens', en: 'Read images' },
  timeZone: { pt: 'Fuso horário', en: 'Time zone' },
  'businessHours.week': { pt: 'Horários', en: 'Hours' },
  'businessHours.week.*': { pt: 'Horário', en: 'Hours' },
  'businessHours.week.*.day': { pt: 'Dia da semana', en: 'Day of the week' },
  'businessHours.week.*.opens': { pt: 'Abre às', en: 'Opens at' },
  'businessHours.week.*.closes': { pt: 'Fecha às', en: 'Closes at' },
  'businessHours.outside': { pt: 'Fora do horário', en: 'Outside hours' },
  'answersPerContact.minute': { pt: 'Mensagens por minuto', en: 'Messages a minute' },
  'answersPerContact.hour': { pt: 'Mensagens por hora', en: 'Messages an hour' },
  'answersPerContact.day': { pt: 'Mensagens por dia', en: 'Messages a day' },
  debounce: { pt: 'Espera antes de responder', en: 'Wait before answering' },
  'debounce.completeMs': { pt: 'Espera depois de uma pergunta', en: 'Wait after a question' },
  'debounce.fragmentMs': { pt: 'Espera depois de uma frase solta', en: 'Wait after a fragment' },
  'debounce.capMs': { pt: 'Maior espera', en: 'Longest wait' },
  question: { pt: 'Pergunta', en: 'Question' },
  answer: { pt: 'Resposta', en: 'Answer' },
  text: { pt: 'Texto', en: 'Text' },
  'texts.*': { pt: 'Texto', en: 'Text' },
  conversationIds: { pt: 'Clientes', en: 'Customers' },
  q: { pt: 'Busca', en: 'Search' },
  from: { pt: 'De', en: 'From' },
  to: { pt: 'Até', en: 'To' },
  channel: { pt: 'Tipo de conexão', en: 'Kind of connection' },
  number: { pt: 'Número', en: 'Number' },
  token: { pt: 'Token', en: 'Token' },
  businessId: { pt: 'ID da conta do WhatsApp Business', en: 'WhatsApp Business account ID' },
  'template.name': { pt: 'Nome do modelo de mensagem', en: 'Name of the message template' },
  'template.language': { pt: 'Idioma do modelo de mensagem', en: 'Language of the message template' },
  shortcut: { pt: 'Atalho', en: 'Shortcut' },
  caption: { pt: 'Legenda', en: 'Caption' },
  file: { pt: 'Arquivo', en: 'File' },
}

/** How a field's value is written, where "check how it is written" would not help. */
const SHAPES: Record<string, Name> = {
  phone: {
    pt: 'Escreva o telefone com DDD, só com números e sinais: (11) 99999-0001.',
    en: 'Write the phone number with its area code, in digits: (11) 99999-0001.',
  },
  number: {
    pt: 'Escreva o número com DDD, só com números e sinais: (11) 99999-0001.',
    en: 'Write the number with its area code, in digits: (11) 99999-0001.',
  },
  businessId: {
    pt: 'São só números; copie da página da Meta.',
    en: 'It is digits only; copy it from Meta’s page.',
  },
  shortcut: {
    pt: 'Use até 30 letras, números ou hífens, sem espaço.',
    en: 'Use up to 30 letters, digits or hyphens, without spaces.',
  },
  timeZone: {
    pt: 'Não conhecemos este fuso horário. Escolha um da lista.',
    en: 'We do not know this time zone. Choose one from the list.',
  },
  'businessHours.week.*': {
    pt: 'Fecha antes de abrir. Para atravessar a meia-noite, use dois horários.',
    en: 'It closes before it opens. To cross midnight, use two rows.',
  },
  'businessHours.week.*.opens': {
    pt: 'Escreva a hora assim: 08:00.',
    en: 'Write the time like this: 08:00.',
  },
  'businessHours.week.*.closes': {
    pt: 'Escreva a hora assim: 18:00.',
    en: 'Write the time like this: 18:00.',
  },
  debounce: {
    pt: 'A maior espera precisa ser pelo menos igual às outras.',
    en: 'The longest wait must be at least as long as the others.',
  },
  from: { pt: 'Escolha um dia do calendário.', en: 'Choose a day of the calendar.' },
  to: { pt: 'Escolha um dia do calendário.', en: 'Choose a day of the calendar.' },
}

const found = (table: Record<string, Name>, field: string) => {
  const path = field.replace(/(?<=^|\.)\d+(?=\.|$)/g, '*').replace(/^texts\..+$/, 'texts.*')
  return Object.hasOwn(table, path) ? (table[path] as Name) : null
}

/** What a person calls a field, or null for one that no person fills: an id, a cursor. */
export const nameOfField = (field: string): Name | null => found(NAMES, field)

/** How the value of a field is written, or null where nothing more can be said. */
export const shapeOfField = (field: string): Name | null => found(SHAPES, field)
