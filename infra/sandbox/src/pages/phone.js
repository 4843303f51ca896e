import { get, listen, post } from './api.js'
import { lastOwn, showChat, showMessage, showStatus, whenActing } from './chat.js'
import { startComposer } from './composer.js'
import { showConnection, startConnection } from './connection.js'
import { chooseInstance, chosenInstance, customer, startCustomers } from './customers.js'
import { element, one } from './dom.js'
import { startFaults } from './faults.js'
import { time } from './format.js'
import { refer } from './referring.js'

const presences = { composing: 'digitando…', recording: 'gravando áudio…' }
let instances = []
let presenceTimer

const current = () => instances.find(({ name }) => name === chosenInstance()) ?? instances[0]

let noticeTimer
function complain(error) {
  const notice = one('#notice')
  notice.textContent =
    error.message === 'Failed to fetch' ? 'A sandbox não respondeu. Nada foi enviado.' : error.message
  notice.hidden = false
  clearTimeout(noticeTimer)
  noticeTimer = setTimeout(() => {
    notice.hidden = true
  }, 6000)
}

function showPresence(presence) {
  clearTimeout(presenceTimer)
  const writing = presences[presence]
  one('#presence').textContent = writing ?? (current()?.state === 'open' ? 'online' : 'sem conexão')
  one('#presence').classList.toggle('writing', Boolean(writing))
  if (writing) presenceTimer = setTimeout(() => showPresence(), 25_000)
}

function markRead() {
  const instance = current()
  if (!instance || document.visibilityState !== 'visible') return
  post('/phone/read', { instance: instance.name, contact: customer().phone }).catch(complain)
}

function drawInstances() {
  const instance = current()
  one('#instance').replaceChildren(
    ...instances.map(({ name, profileName }) => {
      const option = element('option', { value: name }, profileName ?? name)
      option.selected = name === instance?.name
      return option
    }),
  )
  one('#company').textContent = instance?.profileName ?? instance?.name ?? 'Ninguém'
  one('#avatar').textContent = [...(one('#company').textContent || '·')][0].toUpperCase()
  showConnection(instance)
  showPresence()
}

async function loadInstances() {
  const before = current()?.name
  instances = (await get('/phone/instances')).items
  drawInstances()
  if (current()?.name !== before) await loadChat()
}

let ownChat = ''
let loading = 0
async function loadChat() {
  const instance = current()
  if (!instance) return
  loading += 1
  const turn = loading
  const query = new URLSearchParams({ instance: instance.name, contact: customer().phone })
  const { messages, chat } = await get(`/phone/messages?${query}`)
  if (turn !== loading) return
  ownChat = chat
  showChat(messages, `/phone/media/${encodeURIComponent(instance.name)}`)
  markRead()
}

async function heard(event) {
  if (event.type === 'instance') return loadInstances()
  if (event.instance !== current()?.name) return
  if ((event.chat ?? event.message.chat) !== ownChat) return
  if (event.type === 'status') return showStatus(event.id, event.status)
  if (event.type === 'presence') return showPresence(event.presence)
  showMessage(event.message)
  if (event.message.direction === 'out') {
    showPresence()
    markRead()
  }
}

function send(fields) {
  const { name: pushName, phone: from } = customer()
  const fromMe = one('#as-company').checked
  const lid = one('#as-lid').checked && !fromMe ? { lid: true } : {}
  return post('/phone/messages', { from, pushName, to: current().name, fromMe, ...lid, ...fields }).catch(
    complain,
  )
}

startCustomers(() => loadChat().catch(complain))
startConnection(current, complain)
startComposer(send, (typing) => {
  if (one('#as-company').checked || !current()) return
  post('/phone/typing', { from: customer().phone, to: current().name, typing }).catch(complain)
})
whenActing((how, message, emoji) => {
  if (how === 'react') return send({ kind: 'reaction', text: emoji, target: message.id })
  if (how === 'delete') return send({ kind: 'revoked', target: message.id })
  return refer(how, message)
})
one('#instance').addEventListener('change', (event) => {
  chooseInstance(event.target.value)
  drawInstances()
  loadChat().catch(complain)
})
one('#as-company').addEventListener('change', (event) => {
  one('#composer').classList.toggle('as-company', event.target.checked)
  one('#as-company-note').hidden = !event.target.checked
  one('#text').focus()
})
one('#again').addEventListener('click', () => {
  const last = lastOwn()
  if (last) send({ id: last.id, text: last.text, fromMe: false })
  else complain(new Error('Ainda não há mensagem sua para entregar de novo.'))
})
document.addEventListener('visibilitychange', markRead)

const showClock = () => {
  one('#clock').textContent = time(Date.now())
}
showClock()
setInterval(showClock, 10_000)

startFaults().catch(complain)
get('/phone/config')
  .then(({ cloudUrl }) => {
    one('#console').href = `${cloudUrl}/console`
  })
  .catch(complain)
listen(
  (event) => heard(event).catch(complain),
  () => loadInstances().then(loadChat).catch(complain),
)
