import { clearFaults, sayAtFields } from './faults.ts'
import { post, Refused } from './post.ts'

/** Asks for the payment page without leaving this one, so that a refusal loses nothing that was typed. */
export function wakeSubscribe(form: HTMLFormElement): void {
  const failure = form.querySelector<HTMLElement>('[data-failure]')
  const button = form.querySelector<HTMLButtonElement>('button[type=submit]')
  if (!failure || !button) return
  const label = button.textContent
  const { language = 'pt-BR', going = '', offline = '' } = form.dataset
  const plan = new URLSearchParams(location.search).get('plan')
  const chosen = plan
    ? form.querySelector<HTMLInputElement>(`[name=plan][value="${CSS.escape(plan)}"]`)
    : null
  if (chosen) chosen.checked = true

  // Faults are said in the page's language, beside the field; without this script the browser says them.
  form.noValidate = true
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (button.getAttribute('aria-disabled') === 'true') return
    button.setAttribute('aria-disabled', 'true')
    button.textContent = `${going}…`
    failure.hidden = true
    clearFaults(form)
    try {
      const body = Object.fromEntries(new FormData(form))
      const { url } = await post<{ url: string }>('/api/v1/billing/checkout', body, language)
      location.assign(url)
    } catch (error) {
      const said = sayAtFields(form, error, language)
      failure.textContent = error instanceof Refused && error.message ? error.message : offline
      failure.hidden = said
      button.removeAttribute('aria-disabled')
      button.textContent = label
    }
  })
  // Back from the payment page by the browser's button: the form must be ready again.
  addEventListener('pageshow', () => {
    button.removeAttribute('aria-disabled')
    button.textContent = label
  })
}
