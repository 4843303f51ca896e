import { get, post, remove } from './api.js'
import { element, one } from './dom.js'

const percent = (value) => `${Math.round(value * 100)}%`
const wait = (value) => `${(value / 1000).toLocaleString('pt-BR')} s`
const rate = (group, name, label) => ({ group, name, label, max: 1, step: 0.05, show: percent })
const delay = (group, name, label) => ({ group, name, label, max: 15_000, step: 250, show: wait })
const down = (group, label) => ({ group, name: 'down', label })

/** @type {[string, any[]][]} */
const knobs = [
  [
    'WhatsApp',
    [
      down('evolution', 'Fora do ar'),
      rate('evolution', 'failRate', 'Recusa enviar'),
      rate('evolution', 'timeoutAfterAcceptRate', 'Envia e não responde'),
      rate('evolution', 'duplicateWebhooks', 'Webhook repetido'),
      rate('evolution', 'reorderWebhooks', 'Webhook fora de ordem'),
      delay('evolution', 'delayMs', 'Demora'),
    ],
  ],
  [
    'Modelo',
    [down('openai', 'Fora do ar'), rate('openai', 'failRate', 'Falha'), delay('openai', 'delayMs', 'Demora')],
  ],
  [
    'Correio e pagamento',
    [
      down('smtp', 'Correio fora do ar'),
      rate('stripe', 'duplicateEvents', 'Evento repetido'),
      rate('stripe', 'reorderEvents', 'Evento fora de ordem'),
      rate('stripe', 'withholdEvents', 'Evento dias atrasado'),
      rate('stripe', 'cutRate', 'Stripe faz e não responde'),
      rate('stripe', 'limitRate', 'Stripe pede calma (429)'),
    ],
  ],
]

function control(knob, settings) {
  const { group, name, label, max, step, show } = knob
  const value = settings[group][name]
  const change = (next) => post('/faults', { [group]: { [name]: next } })
  if (!show) {
    const box = element('input', { type: 'checkbox', onchange: (event) => change(event.target.checked) })
    box.checked = value
    return element('label', { class: 'switch' }, box, ` ${label}`)
  }
  const output = element('output', {}, show(value))
  const slider = element('input', {
    ...{ type: 'range', min: 0, max, step, value },
    oninput: (event) => {
      output.value = show(Number(event.target.value))
    },
    onchange: (event) => change(Number(event.target.value)),
  })
  return element('label', { class: 'knob' }, element('span', {}, label, output), slider)
}

/** Draws the panel with what goes wrong now. */
export async function startFaults() {
  const panel = one('#faults')
  const settings = await get('/faults')
  const groups = knobs.map(([title, list]) =>
    element('fieldset', {}, element('legend', {}, title), ...list.map((knob) => control(knob, settings))),
  )
  const clear = element(
    'button',
    { class: 'button', type: 'button', onclick: () => remove('/faults').then(startFaults) },
    'Acabar com as falhas',
  )
  panel.replaceChildren(element('h2', {}, 'Falhas'), ...groups, clear)
}
