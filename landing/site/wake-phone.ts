import type { DemoAnswer } from '@plantao/shared/demo'
import { post, Refused } from './post.ts'

type Words = {
  bot: string
  typing: string
  source: string
  handoff: string
  reasons: Record<string, string>
  offline: string
  language: string
}

/** Opens the phone's form: questions go to the demo company's bot, answers come back as bubbles. */
export function wakePhone(phone: HTMLElement): void {
  const talk = phone.querySelector<HTMLElement>('.phone-talk')
  const foot = phone.querySelector<HTMLElement>('[data-ask]')
  const form = phone.querySelector('form')
  const field = phone.querySelector('input')
  if (!talk || !foot || !form || !field) return
  const words = JSON.parse(phone.dataset.words ?? '{}') as Words
  let busy = false

  function add(kind: string, text: string, name?: string): HTMLElement {
    const bubble = document.createElement('p')
    bubble.className = kind
    if (name) bubble.append(Object.assign(document.createElement('b'), { textContent: name }))
    bubble.append(text)
    talk?.append(bubble)
    talk?.scrollTo({ top: talk.scrollHeight })
    return bubble
  }

  function show({ decision, reply, reason, source }: DemoAnswer): void {
    if (reply) add('bubble out', reply, words.bot)
    if (decision === 'handoff') {
      const why = reason ? words.reasons[reason] : undefined
      const note = add('called', why ? `${words.handoff}: ${why}` : words.handoff)
      const lamp = Object.assign(document.createElement('span'), { className: 'lamp' })
      lamp.setAttribute('aria-hidden', 'true')
      note.prepend(lamp)
    }
    if (source) add('source', source, words.source)
  }

  async function ask(question: string): Promise<void> {
    if (busy || question.trim() === '') return
    busy = true
    for (const old of talk?.querySelectorAll('[data-example], [data-example] ~ *') ?? []) old.remove()
    add('bubble in', question)
    const typing = add('bubble out typing', `${words.typing}…`)
    try {
      const answer = await post<DemoAnswer>('/api/v1/demo/ask', { question }, words.language)
      typing.remove()
      show(answer)
    } catch (error) {
      typing.remove()
      add('called', error instanceof Refused && error.message ? error.message : words.offline)
    }
    busy = false
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (busy) return
    const question = field.value
    field.value = ''
    void ask(question)
  })
  for (const chip of phone.querySelectorAll<HTMLElement>('[data-suggestion]')) {
    chip.addEventListener('click', () => void ask(chip.textContent ?? ''))
  }
  foot.hidden = false
  // The form takes room from the example, which ends with what matters: a person is called.
  talk.scrollTo({ top: talk.scrollHeight })
}
