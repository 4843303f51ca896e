import { one } from './dom.js'

const card = one('#card')
const first = one('#card-first')
const second = one('#card-second')

const options = (line) =>
  line
    .split(/[,;\n]/)
    .map((option) => option.trim())
    .filter(Boolean)
    .slice(0, 12)

/** What is filled in for a kind: its name, the two lines with an example each, and the message they make. */
const cards = {
  location: {
    name: 'Localização',
    lines: ['Nome do lugar', 'Endereço'],
    example: ['Minha casa', 'Rua das Acácias, 120, São Paulo'],
    fields: (name, address) => ({
      text: [name, address].filter(Boolean).join(', '),
      latitude: -23.561,
      longitude: -46.656,
    }),
  },
  contact: {
    name: 'Contato',
    lines: ['Nome', 'Telefone'],
    example: ['Tia Zulmira', '+55 11 97777-6666'],
    fields: (text, contactPhone) => ({ text, contactPhone }),
  },
  poll: {
    name: 'Enquete',
    lines: ['Pergunta', 'Opções, separadas por vírgula'],
    example: ['Qual recheio?', 'Brigadeiro, Ninho, Frutas'],
    fields: (text, line) => ({ text, options: options(line) }),
  },
}

let kind = ''
/** @type {(fields: object) => Promise<unknown>} */
let send = () => Promise.resolve()

/** Whether a kind is written on a card and not picked as a file. */
export const isCard = (name) => name in cards

/** Opens the card of a kind, filled with an example to be changed or sent as it is. */
export function openCard(name) {
  kind = name
  one('#card-name').textContent = cards[name].name
  for (const [place, field] of [first, second].entries()) {
    field.placeholder = cards[name].lines[place]
    field.setAttribute('aria-label', cards[name].lines[place])
    field.value = cards[name].example[place]
  }
  card.hidden = false
  first.select()
}

function close() {
  card.hidden = true
  one('#text').focus()
}

async function submit() {
  if (first.value.trim() === '') return first.focus()
  const fields = cards[kind].fields(first.value.trim(), second.value.trim())
  close()
  await send({ kind, ...fields })
}

/** Wires the card; `sender` takes the fields of a message. */
export function startCard(sender) {
  send = sender
  one('#card-send').addEventListener('click', submit)
  one('#card-cancel').addEventListener('click', close)
  card.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close()
    if (event.key !== 'Enter' || event.target.tagName !== 'INPUT') return
    event.preventDefault()
    event.stopPropagation()
    submit()
  })
}
