import { sayFault } from '@plantao/shared/fields/words'
import { Refused } from './post.ts'

/** The fields of a form with a place for what is wrong with each, by the contract's names. */
function placesOf(form: HTMLFormElement) {
  return [...form.querySelectorAll<HTMLElement>('[data-fault]')].map((place) => ({
    place,
    name: place.dataset.fault ?? '',
    field: form.elements.namedItem(place.dataset.fault ?? ''),
  }))
}

/** Forgets what was said beside the fields. */
export function clearFaults(form: HTMLFormElement): void {
  for (const { place, field } of placesOf(form)) {
    place.hidden = true
    place.textContent = ''
    if (field instanceof HTMLElement) field.removeAttribute('aria-invalid')
  }
}

/**
 * Says a refusal beside the fields it speaks of and puts the keyboard into the first.
 * @returns whether everything was said there; if not, the refusal's own sentence is still to be shown
 */
export function sayAtFields(form: HTMLFormElement, failure: unknown, language: string): boolean {
  if (!(failure instanceof Refused) || failure.faults.length === 0) return false
  const faults = new Map(failure.faults.map((fault) => [fault.field, fault]))
  const wrong = placesOf(form).filter(({ name }) => faults.has(name))
  for (const { place, name, field } of wrong) {
    const fault = faults.get(name)
    if (!fault) continue
    place.textContent = sayFault(fault, language === 'en' ? 'en' : 'pt', () => failure.message)
    place.hidden = false
    if (field instanceof HTMLElement) field.setAttribute('aria-invalid', 'true')
  }
  const [first] = wrong
  if (first?.field instanceof HTMLElement) first.field.focus()
  return wrong.length === faults.size
}
