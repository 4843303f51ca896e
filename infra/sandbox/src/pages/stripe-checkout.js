import { get, post } from './api.js'
import { element, one } from './dom.js'

const base = location.pathname
const money = new Intl.NumberFormat('pt-BR', { style: 'currency', currency: 'BRL' })
let way = 'card'

/** Does what a button says, then shows what became of it. */
async function act(path) {
  for (const button of document.querySelectorAll('button')) button.disabled = true
  try {
    const state = await post(`${base}/${path}`, {})
    const paid = state.paymentStatus !== 'unpaid'
    if (paid && state.successUrl) location.assign(state.successUrl)
    else draw(state)
  } catch (error) {
    say(error.message, 'danger')
  }
}

function say(text, tone = '') {
  one('#said').textContent = text
  one('#said').className = tone
}

const button = (text, path, primary = false) =>
  element(
    'button',
    { type: 'button', class: primary ? 'button button-main' : 'button', onclick: () => act(path) },
    text,
  )

function choose(name, text, state) {
  const onclick = () => {
    way = name
    draw(state)
  }
  return element(
    'button',
    { type: 'button', class: 'button', 'aria-pressed': String(way === name), onclick },
    text,
  )
}

/** Ways to pay that are paid later, elsewhere. */
const VOUCHERS = {
  boleto: {
    name: 'Boleto',
    until: 'O boleto vence em três dias.',
    code: '34191.79001 01043.510047 91020.150008 4 99990000009700',
  },
  pix: {
    name: 'Pix',
    until: 'O código vence em um dia.',
    code: '00020126360014br.gov.bcb.pix0114+5511999990001520400005303986540597.00',
  },
}

function form(state) {
  const { name, code } = VOUCHERS[state.voucher] ?? {}
  if (name && !state.lapsed && state.paymentStatus === 'unpaid') {
    return [
      element('h2', {}, `${name} emitido`),
      element('p', {}, `A conta só nasce quando o ${name} é pago. Até lá, nada acontece.`),
      element('p', { class: 'barcode' }, code),
      element(
        'div',
        { class: 'acts' },
        button(`Pagar o ${name.toLowerCase()}`, 'pay', true),
        button('Deixar vencer', 'decline'),
        element('a', { class: 'button', href: state.successUrl ?? '/' }, 'Voltar ao site'),
      ),
    ]
  }
  if (state.status !== 'open') {
    const paid = state.paymentStatus !== 'unpaid'
    return [
      element('h2', {}, paid ? 'Pagamento confirmado' : 'Esta página não vale mais'),
      element(
        'p',
        {},
        paid ? 'O acesso chega por e-mail.' : 'O prazo passou. Comece de novo pela página de preços.',
      ),
    ]
  }
  const ways = element(
    'div',
    { class: 'ways' },
    choose('card', 'Cartão', state),
    choose('boleto', 'Boleto', state),
    choose('pix', 'Pix', state),
  )
  const chosen = VOUCHERS[way]
  if (chosen) {
    return [
      ways,
      element('p', {}, chosen.until),
      element('div', { class: 'acts' }, button(`Gerar ${chosen.name.toLowerCase()}`, way, true)),
    ]
  }
  return [
    ways,
    element(
      'label',
      {},
      'Cartão de teste',
      element('input', { class: 'input', value: '4242 4242 4242 4242', readonly: true }),
    ),
    element(
      'div',
      { class: 'acts' },
      button(`Pagar ${money.format(state.amount / 100)}`, 'pay', true),
      button('Recusar', 'decline'),
    ),
  ]
}

function draw(state) {
  const every = state.interval === 'year' ? 'por ano' : 'por mês'
  const back = state.cancelUrl ? [element('a', { href: state.cancelUrl }, 'Voltar sem pagar')] : []
  one('#page').replaceChildren(
    element(
      'section',
      { class: 'panel summary', 'aria-label': 'Pedido' },
      element('h2', {}, state.product),
      element('p', { class: 'amount' }, money.format(state.amount / 100)),
      element(
        'p',
        { class: 'muted small' },
        state.trialDays > 0 ? `${every}, depois de ${state.trialDays} dias grátis` : every,
      ),
      element(
        'p',
        { class: 'row' },
        element('span', { class: 'muted small' }, 'E-mail'),
        element('span', {}, state.email ?? ''),
      ),
      ...back,
    ),
    element('section', { class: 'panel', 'aria-label': 'Forma de pagamento' }, ...form(state)),
  )
  if (state.failure)
    say('Cartão recusado. Nada foi cobrado; tente outro cartão ou pague com boleto.', 'danger')
  else say('')
}

try {
  draw(await get(`${base}/state`))
} catch (error) {
  say(error.message, 'danger')
}
