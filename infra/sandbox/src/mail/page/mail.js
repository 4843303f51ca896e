// The inbox page: asks for the mails every two seconds while somebody looks, and shows one at a time.
const POLL_MS = 2000
const at = (id) => document.getElementById(id)
const time = new Intl.DateTimeFormat('pt-BR', { hour: '2-digit', minute: '2-digit' })
const moment = new Intl.DateTimeFormat('pt-BR', { dateStyle: 'long', timeStyle: 'medium' })

let mails = []
let openId = decodeURIComponent(location.hash.slice(1)) || null
let tab = 'html'
const read = new Set()

function matches(mail) {
  const wanted = at('filter').value.trim().toLowerCase()
  return wanted === '' || `${mail.to} ${mail.subject}`.toLowerCase().includes(wanted)
}

function entry(mail) {
  const button = document.createElement('button')
  button.type = 'button'
  button.dataset.id = mail.id
  button.classList.toggle('unread', !read.has(mail.id))
  if (mail.id === openId) button.setAttribute('aria-current', 'true')
  for (const [tag, name, text] of [
    ['span', 'to', mail.to],
    ['time', 'at', time.format(new Date(mail.at))],
    ['span', 'subject', mail.subject || '(sem assunto)'],
  ]) {
    const part = document.createElement(tag)
    part.className = name
    part.textContent = text
    button.append(part)
  }
  button.querySelector('time').dateTime = mail.at
  button.addEventListener('click', () => open(mail.id))
  const item = document.createElement('li')
  item.append(button)
  return item
}

function drawList() {
  const shown = mails.filter(matches).reverse()
  const focused = document.activeElement?.dataset?.id
  at('list').replaceChildren(...shown.map(entry))
  if (focused)
    at('list')
      .querySelector(`[data-id="${CSS.escape(focused)}"]`)
      ?.focus()
  at('state').className = ''
  at('state').textContent =
    mails.length === 0
      ? 'Nenhum e-mail ainda.'
      : `${shown.length} de ${mails.length} ${mails.length === 1 ? 'e-mail' : 'e-mails'}`
  at('hint').textContent =
    mails.length === 0
      ? 'Assine um plano ou convide alguém para a equipe: o e-mail aparece aqui.'
      : 'Escolha um e-mail na lista.'
}

function drawTabs(mail) {
  const shown = mail.html ? tab : 'text'
  for (const name of ['html', 'text']) {
    at(name).hidden = name !== shown
    at(`tab-${name}`).setAttribute('aria-selected', String(name === shown))
  }
  at('tab-html').disabled = !mail.html
}

function drawMail() {
  const mail = mails.find(({ id }) => id === openId)
  at('open').hidden = !mail
  at('nothing').hidden = Boolean(mail)
  if (!mail) return
  read.add(mail.id)
  at('subject').textContent = mail.subject || '(sem assunto)'
  at('from').textContent = mail.from
  at('to').textContent = mail.to
  at('at').textContent = moment.format(new Date(mail.at))
  at('text').textContent = mail.text
  // Links of a mail open in a tab of their own; scripts stay off by the frame's sandbox.
  at('html').srcdoc = mail.html ? `<base target="_blank">${mail.html}` : ''
  drawTabs(mail)
}

function open(id) {
  openId = id
  history.replaceState(null, '', `#${encodeURIComponent(id)}`)
  drawMail()
  drawList()
  at('subject').focus()
}

for (const name of ['html', 'text']) {
  at(`tab-${name}`).addEventListener('click', () => {
    tab = name
    drawTabs(mails.find(({ id }) => id === openId))
  })
}
at('filter').addEventListener('input', drawList)

async function refresh() {
  try {
    const response = await fetch('/mail/messages')
    if (!response.ok) throw new Error(String(response.status))
    const news = (await response.json()).messages
    const changed = news.at(-1)?.id !== mails.at(-1)?.id || news.length !== mails.length || mails.length === 0
    const first = mails.length === 0
    mails = news
    if (changed || at('state').className === 'danger') drawList()
    if (first) drawMail()
  } catch {
    at('state').className = 'danger'
    at('state').textContent = 'O sandbox não responde. Tentando de novo…'
  }
}

async function watch() {
  if (!document.hidden) await refresh()
  setTimeout(watch, POLL_MS)
}
watch()
