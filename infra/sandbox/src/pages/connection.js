import { post } from './api.js'
import { element, one } from './dom.js'
import { phoneName } from './format.js'

const names = { open: 'Conectado', connecting: 'Conectando', close: 'Desconectado' }
const pairing = one('#pairing')
const composer = one('#composer')
const messages = one('#messages')
let shown

function screen(instance) {
  if (!instance)
    return [
      element('h3', {}, 'Nenhuma empresa ainda'),
      element('p', {}, 'Ligue o Plantão ou conecte um WhatsApp no painel. Ele aparece aqui sozinho.'),
    ]
  const scan = () => post('/phone/pair', { instance: instance.name })
  return [
    element('h3', {}, 'Conectar o WhatsApp da empresa'),
    element('img', { src: instance.qr.image, alt: 'QR code para conectar' }),
    element('p', {}, `O painel de ${instance.name} espera alguém ler este código.`),
    element(
      'button',
      { class: 'button button-main', type: 'button', onclick: scan },
      'Ler com o celular da empresa',
    ),
  ]
}

/** Shows the state of the instance; instead of the chat, the QR code while one waits to be scanned. */
export function showConnection(instance) {
  const line = one('#connection')
  line.dataset.state = instance?.state ?? 'close'
  line.textContent = instance
    ? [names[instance.state], instance.phone && phoneName(instance.phone)].filter(Boolean).join(' · ')
    : 'Sem empresa'
  const covers = !instance || Boolean(instance.qr)
  pairing.hidden = !covers
  composer.hidden = covers
  messages.hidden = covers
  const wanted = instance?.qr?.image ?? String(instance?.name)
  if (covers && wanted !== shown) pairing.replaceChildren(...screen(instance))
  shown = covers ? wanted : undefined
}

/** Wires the buttons that drop and restore the connection. */
export function startConnection(current, complain) {
  for (const button of document.querySelectorAll('[data-state]'))
    if (button.matches('button'))
      button.addEventListener('click', () => {
        const instance = current()
        if (instance)
          post('/phone/state', { instance: instance.name, state: button.dataset.state }).catch(complain)
      })
}
