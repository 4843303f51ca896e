import { element, one } from './dom.js'
import { phoneName } from './format.js'

const key = 'plantao-sandbox-customers'
const first = [
  { name: 'Maria', phone: '5511999990001' },
  { name: 'João', phone: '5511999990002' },
  { name: 'Dona Cida', phone: '5531988880003' },
]

const saved = JSON.parse(localStorage.getItem(key) ?? 'null')
const book = saved ?? { list: first, current: first[0].phone, instance: '' }
const keep = () => localStorage.setItem(key, JSON.stringify(book))

/** The customer whose phone this is. */
export const customer = () => book.list.find(({ phone }) => phone === book.current) ?? book.list[0]

/** The instance last talked to; '' at first. */
export const chosenInstance = () => book.instance

/** Remembers the instance talked to. */
export function chooseInstance(name) {
  book.instance = name
  keep()
}

function choose(phone) {
  book.current = phone
  keep()
}

function draw(onChange) {
  const rows = book.list.map(({ name, phone }) =>
    element(
      'li',
      {},
      element(
        'button',
        {
          type: 'button',
          'aria-pressed': String(phone === customer().phone),
          onclick: () => {
            choose(phone)
            draw(onChange)
            onChange()
          },
        },
        element('span', { class: 'avatar', 'aria-hidden': 'true' }, [...name][0].toUpperCase()),
        element('span', { class: 'name' }, name, element('span', { class: 'muted small' }, phoneName(phone))),
      ),
      book.list.length > 1
        ? element(
            'button',
            {
              type: 'button',
              class: 'forget',
              'aria-label': `Tirar ${name} da lista`,
              onclick: () => {
                book.list = book.list.filter((listed) => listed.phone !== phone)
                choose(customer().phone)
                draw(onChange)
                onChange()
              },
            },
            '✕',
          )
        : '',
    ),
  )
  one('#customers').replaceChildren(...rows)
}

/** Shows the list and the form; `onChange` runs when another customer holds the phone. */
export function startCustomers(onChange) {
  draw(onChange)
  one('#new-customer').addEventListener('submit', (event) => {
    event.preventDefault()
    const form = event.target
    const digits = form.elements.phone.value.replace(/\D/g, '')
    const phone = digits.length <= 11 ? `55${digits}` : digits
    const fits = phone.length >= 12 && phone.length <= 15
    form.elements.phone.setCustomValidity(fits ? '' : 'Escreva DDD e número, como 11 99999-0001.')
    if (!form.reportValidity()) return
    book.list = [
      ...book.list.filter((listed) => listed.phone !== phone),
      { name: form.elements.name.value.trim(), phone },
    ]
    choose(phone)
    form.reset()
    draw(onChange)
    onChange()
  })
  one('#new-customer').elements.phone.addEventListener('input', (event) => {
    event.target.setCustomValidity('')
  })
}
