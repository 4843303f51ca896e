import { one } from './dom.js'

const bar = one('#referring')
const text = one('#text')
let about

/** Begins an answer to a message (`reply`), or a change of one's own (`edit`). */
export function refer(how, message) {
  about = { how, id: message.id }
  one('#referring-what').textContent = how === 'edit' ? 'Editar ' : 'Responder '
  one('#referring-text').textContent = message.text || 'mensagem'
  bar.hidden = false
  if (how === 'edit') text.value = message.text
  text.focus()
}

/** What the next text is about, as fields of its message; asking ends it. */
export function takeReference() {
  const taken = about
  about = undefined
  bar.hidden = true
  if (!taken) return {}
  return taken.how === 'edit' ? { kind: 'edited', target: taken.id } : { quoted: taken.id }
}

/** Wires the button that lets go of it. */
export function startReferring() {
  one('#stop-referring').addEventListener('click', () => {
    if (about?.how === 'edit') text.value = ''
    takeReference()
    text.focus()
  })
}
