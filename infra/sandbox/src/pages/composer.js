import { isCard, openCard, startCard } from './card.js'
import { one } from './dom.js'
import { startReferring, takeReference } from './referring.js'
import { dataUrl, isRecording, startVoice, takeRecording } from './voice.js'

const form = one('#composer')
const text = one('#text')
const file = one('#file')
const attach = one('#attach')
const accepts = {
  image: 'image/*',
  view_once: 'image/*',
  video: 'video/*',
  document: '',
  sticker: 'image/webp,image/png',
}

let picking = 'image'

function grow() {
  text.style.height = 'auto'
  text.style.height = `${Math.min(text.scrollHeight, 120)}px`
}

function take() {
  const value = text.value.trim()
  text.value = ''
  grow()
  return value
}

/**
 * Wires the composer.
 * @param send takes the fields of a message
 * @param typing is called with true while the customer types
 */
export function startComposer(send, typing) {
  startVoice()
  startReferring()
  startCard(send)
  let quietTimer
  text.addEventListener('input', () => {
    grow()
    if (!quietTimer) typing(true)
    clearTimeout(quietTimer)
    quietTimer = setTimeout(() => {
      quietTimer = undefined
      typing(false)
    }, 3000)
  })
  const submit = async () => {
    if (isRecording()) {
      await send(await takeRecording())
    } else {
      const value = take()
      const ephemeral = one('#as-ephemeral').checked
      if (value !== '')
        await send({ kind: ephemeral ? 'ephemeral' : 'text', text: value, ...takeReference() })
    }
    text.focus()
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  form.addEventListener('keydown', (event) => {
    const inField = event.target === text || event.target.id === 'words'
    if (event.key !== 'Enter' || event.shiftKey || !inField) return
    event.preventDefault()
    submit()
  })
  attach.addEventListener('click', async (event) => {
    const kind = event.target.dataset?.attach
    if (!kind) return
    attach.open = false
    if (isCard(kind)) return openCard(kind)
    picking = kind
    file.accept = accepts[kind]
    file.click()
  })
  file.addEventListener('change', async () => {
    const [chosen] = file.files
    file.value = ''
    if (!chosen) return
    // Nothing can be written beside a sticker or a picture that shows once.
    const text = ['sticker', 'view_once'].includes(picking) ? '' : take()
    await send({ kind: picking, text, media: await dataUrl(chosen), fileName: chosen.name })
  })
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') attach.open = false
  })
}
