import { get, post } from './api.js'
import { element, one } from './dom.js'

const base = location.pathname
const money = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' })
const day = new Intl.DateTimeFormat('pt-BR', { dateStyle: 'long' })
const STATES = {
  active: 'Ativa',
  trialing: 'Em teste',
  past_due: 'Pagamento em aberto',
  unpaid: 'Sem pagamento',
  paused: 'Pausada',
  canceled: 'Cancelada',
  incomplete: 'Aguardando o primeiro pagamento',
  incomplete_expired: 'Vencida sem pagamento',
}
const INVOICES = { paid: 'paga', open: 'em aberto', void: 'anulada' }

function say(text, tone = '') {
  one('#said').textContent = text
  one('#said').className = tone
}

async function act(name, told) {
  try {
    draw(await post(base, { act: name }))
    say(told, 'done')
  } catch (error) {
    say(error.message, 'danger')
  }
}

const button = (text, name, told, primary = false) =>
  element(
    'button',
    { type: 'button', class: primary ? 'button button-main' : 'button', onclick: () => act(name, told) },
    text,
  )

function draw(state) {
  const over = state.status === 'canceled' || state.status === 'incomplete_expired'
  const ends = day.format(new Date(state.periodEndsAt))
  const cancel = state.endsWithPeriod
    ? button('Manter a assinatura', 'resume', 'A assinatura continua.')
    : button('Cancelar no fim do período', 'cancel', `A assinatura termina em ${ends}.`)
  const back = state.returnUrl ? [element('a', { href: state.returnUrl }, 'Voltar ao Plantão')] : []
  one('#page').replaceChildren(
    element(
      'section',
      { class: 'panel summary', 'aria-label': 'Assinatura' },
      element('h2', {}, state.product),
      element('p', { class: 'amount' }, money.format(state.amount / 100)),
      element('p', {}, STATES[state.status] ?? state.status),
      element(
        'p',
        { class: 'muted small' },
        state.endsWithPeriod || over ? `Vale até ${ends}` : `Renova em ${ends}`,
      ),
      element('p', { class: 'muted small' }, state.email ?? ''),
      ...back,
    ),
    element(
      'section',
      { class: 'panel', 'aria-label': 'Cartão e faturas' },
      element('p', { class: 'row' }, element('span', {}, 'Cartão'), element('span', {}, '•••• 4242')),
      over
        ? element('p', { class: 'muted small' }, 'Esta assinatura terminou.')
        : element(
            'div',
            { class: 'acts' },
            button('Trocar o cartão', 'card', 'Cartão trocado; o que estava em aberto foi pago.', true),
            cancel,
          ),
      element('h2', {}, 'Faturas'),
      ...state.invoices.map((one) =>
        element(
          'p',
          { class: 'row' },
          element('span', {}, day.format(new Date(one.at * 1000))),
          element('span', {}, `${money.format(one.amount / 100)} · ${INVOICES[one.status]}`),
        ),
      ),
    ),
  )
}

try {
  draw(await get(`${base}/state`))
} catch (error) {
  say(error.message, 'danger')
}
