import { clearFaults, sayAtFields } from './faults.ts'
import { ask, put, Refused } from './post.ts'

type FirstMail = { state: 'none' | 'waiting' | 'sent' | 'refused' | 'failed'; email?: string }

const PATH = '/api/v1/billing/checkout/mail'
/** Milliseconds between two looks: at first each few seconds, later each minute, for a boleto takes days. */
const SOON_MS = 4_000
const LATER_MS = 60_000
const SOON_LOOKS = 45

/**
 * Tells on the page after the payment whether the first mail arrived, and lets a wrong address be put right.
 * @param standing what the page says of the payment itself; gives way once there is a mail to tell of
 */
export function wakeFirstMail(section: HTMLElement, standing: HTMLElement | null): void {
  const find = <E extends HTMLElement>(name: string) => section.querySelector<E>(`[data-${name}]`)
  const [lead, form, failure, rest] = [
    find('lead'),
    find<HTMLFormElement>('wrong'),
    find('failure'),
    find('rest'),
  ]
  const why = find('refused')
  const input = form?.querySelector<HTMLInputElement>('input')
  const button = form?.querySelector<HTMLButtonElement>('button')
  if (!lead || !form || !failure || !why || !input || !button || !rest) return
  const { language = 'pt-BR', offline = '' } = section.dataset
  let looks = 0
  let corrected = false

  function show({ state, email = '' }: FirstMail): void {
    // Nothing to tell, or somebody has signed in.
    if (state === 'none') return
    const isWrong = state === 'refused' || state === 'failed'
    if (isWrong && form!.hidden) {
      why!.textContent = (why!.dataset[state] ?? '').replace('{email}', email)
      input!.value = email
    }
    form!.hidden = !isWrong
    rest!.hidden = isWrong
    lead!.hidden = isWrong
    const words = state === 'sent' ? lead!.dataset.sent : lead!.dataset.again
    lead!.textContent = (words ?? '').replace('{email}', email)
    const isKnown = isWrong || state === 'sent' || corrected
    section.hidden = !isKnown
    if (standing) standing.hidden = isKnown
  }

  async function look(): Promise<void> {
    looks += 1
    const found = await ask<FirstMail>(PATH, language).catch(() => null)
    if (found) show(found)
    if (found?.state !== 'none' && found?.state !== 'sent')
      setTimeout(() => void look(), looks < SOON_LOOKS ? SOON_MS : LATER_MS)
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (button.getAttribute('aria-disabled') === 'true') return
    button.setAttribute('aria-disabled', 'true')
    failure.hidden = true
    clearFaults(form)
    try {
      const now = await put<FirstMail>(PATH, { email: input.value }, language)
      corrected = true
      looks = 0
      show(now)
      lead.tabIndex = -1
      lead.focus()
    } catch (error) {
      const said = sayAtFields(form, error, language)
      failure.textContent = error instanceof Refused && error.message ? error.message : offline
      failure.hidden = said
    } finally {
      button.removeAttribute('aria-disabled')
    }
  })
  void look()
}
