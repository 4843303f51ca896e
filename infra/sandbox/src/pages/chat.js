import { element, one } from './dom.js'
import { dayName, time } from './format.js'

const list = one('#messages')
const messages = new Map()
let mediaBase = ''
/** @type {(how: string, message: any, emoji?: string) => void} */
let onAct = () => {}

const ticks = {
  pending: ['🕓', 'enviando'],
  sent: ['✓', 'enviada'],
  delivered: ['✓✓', 'entregue'],
  read: ['✓✓', 'lida'],
}

function mediaOf({ id, kind, text, media }) {
  if (!media) return ''
  if (kind === 'view_once') return element('p', { class: 'once' }, '① Foto de visualização única')
  if (kind === 'video')
    return element('video', {
      src: `${mediaBase}/${encodeURIComponent(id)}`,
      controls: true,
      preload: 'metadata',
    })
  const src = `${mediaBase}/${encodeURIComponent(id)}`
  if (kind === 'image' || kind === 'sticker')
    return element('img', { src, alt: text || 'Imagem enviada', class: kind })
  if (kind === 'audio') return element('audio', { src, controls: true, preload: 'none' })
  return element(
    'a',
    { href: src, class: 'file', download: media.fileName ?? 'arquivo' },
    `📄 ${media.fileName ?? 'Arquivo'}`,
  )
}

function words({ kind, text, revoked, options }) {
  if (revoked) return element('em', {}, 'Mensagem apagada')
  if (kind === 'contact') return `👤 ${text || 'João'}`
  if (kind === 'poll') return `📊 ${text || 'Qual?'}${(options ?? []).map((one) => `\n○ ${one}`).join('')}`
  if (kind === 'location') return `📍 ${text || 'Av Paulista'}`
  if (kind === 'audio' && text) return element('span', { class: 'muted small' }, `“${text}”`)
  return text
}

function footer(message) {
  const [mark, name] = ticks[message.status]
  const foot = element('footer', {})
  if (message.edited) foot.append('editada · ')
  if (message.kind === 'ephemeral') foot.append('temporária · ')
  if (message.author === 'phone') foot.append('pelo celular da empresa · ')
  foot.append(element('time', { datetime: message.at }, time(message.at)))
  if (message.direction === 'in')
    foot.append(
      element(
        'span',
        { class: `ticks ${message.status}`, title: name },
        mark,
        element('span', { class: 'unseen' }, name),
      ),
    )
  return foot
}

const acts = {
  reply: ['↩', 'Responder'],
  edit: ['✎', 'Editar'],
  delete: ['🗑', 'Apagar para todos'],
}

/** What can be done with a message: on one's own other things than on the company's. */
function actions(message, mine) {
  const hows = mine
    ? message.kind === 'text'
      ? ['reply', 'edit', 'delete']
      : ['reply', 'delete']
    : ['reply']
  const button = (mark, name, act) =>
    element('button', { type: 'button', 'aria-label': name, title: name, onclick: act }, mark)
  const emojis = mine ? [] : ['👍', '❤️', '😂']
  return element(
    'div',
    { class: 'acts' },
    ...emojis.map((emoji) => button(emoji, `Reagir com ${emoji}`, () => onAct('react', message, emoji))),
    ...hows.map((how) => button(acts[how][0], acts[how][1], () => onAct(how, message))),
  )
}

function bubble(message, previous) {
  const mine = message.direction === 'in'
  const follows = previous?.direction === message.direction
  const item = element(
    'li',
    { class: `bubble ${mine ? 'mine' : 'theirs'} ${follows ? 'follows' : ''}`, 'data-id': message.id },
    element('span', { class: 'unseen' }, mine ? 'Você: ' : 'Empresa: '),
    message.quoted ? element('blockquote', {}, message.quoted.text) : '',
    message.revoked ? '' : mediaOf(message),
    element('p', {}, words(message)),
    footer(message),
  )
  if (message.reaction) item.append(element('span', { class: 'reaction' }, message.reaction))
  if (!message.revoked) item.append(actions(message, mine))
  return item
}

const isAtEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 80
const toEnd = () => list.scrollTo({ top: list.scrollHeight })

function append(message) {
  const shown = [...messages.values()].filter(({ kind }) => kind !== 'reaction')
  const previous = shown.at(-2)
  if (!previous || dayName(previous.at) !== dayName(message.at))
    list.append(element('li', { class: 'day' }, dayName(message.at)))
  list.append(bubble(message, previous))
}

/** Shows a whole chat; `base` is where its media lies. */
export function showChat(all, base) {
  mediaBase = base
  messages.clear()
  list.replaceChildren()
  for (const message of all) {
    messages.set(message.id, message)
    if (message.kind !== 'reaction') append(message)
  }
  if (list.children.length === 0)
    list.append(element('li', { class: 'empty' }, 'Nada por aqui ainda. Escreva a primeira mensagem.'))
  toEnd()
}

/** Adds a message, or draws it anew when it changed. */
export function showMessage(message) {
  const known = messages.has(message.id)
  messages.set(message.id, message)
  if (message.kind === 'reaction') return
  list.querySelector('.empty')?.remove()
  const follow = isAtEnd() || message.direction === 'in'
  if (known) redraw(message)
  else append(message)
  if (follow) toEnd()
}

function redraw(message) {
  const item = list.querySelector(`[data-id="${CSS.escape(message.id)}"]`)
  if (!item) return
  const fresh = bubble(message)
  fresh.className = item.className
  item.replaceWith(fresh)
}

/** Moves the ticks of a message. */
export function showStatus(id, status) {
  const message = messages.get(id)
  if (!message) return
  message.status = status
  redraw(message)
}

/** The latest message of this customer, to be delivered again. */
export const lastOwn = () =>
  [...messages.values()].findLast(({ direction, kind }) => direction === 'in' && kind === 'text')

/** Calls back with what the customer does to a message: react (with an emoji), reply, edit or delete. */
export function whenActing(action) {
  onAct = action
}
