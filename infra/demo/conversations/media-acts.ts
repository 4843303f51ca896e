import type { Act } from './acts.ts'

type Contact = Extract<Act, { by: 'contact' }>

/** What customers send besides words, one of each kind. */
export const MEDIA: Omit<Contact, 'ago' | 'by'>[] = [
  { file: 'cake', text: 'Queria um parecido com este' },
  { file: 'voice', text: 'Oi, tudo bem? Eu queria saber se vocês fazem bolo para trinta pessoas no sábado' },
  { file: 'sticker' },
  { file: 'pdf' },
  { file: 'video', text: 'Olha a decoração que eu pensei' },
  {
    kind: 'location',
    text: 'Salão de festas do condomínio',
    media: { latitude: -19.9245, longitude: -43.9352 },
  },
  { kind: 'contact', media: { contacts: [{ name: 'Nina Festas', phone: '5531900000009' }] } },
  {
    kind: 'poll',
    text: 'Qual sabor para o bolo da firma?',
    media: { options: ['Brigadeiro', 'Ninho com morango', 'Abacaxi com coco'] },
  },
  { file: 'broken', text: 'Chegou assim…' },
  { kind: 'unsupported' },
]
