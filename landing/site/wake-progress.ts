import type { CheckoutProgress } from '@plantao/shared/billing'
import { post } from './post.ts'

/** Milliseconds between two questions: a Pix is paid in a minute, a boleto in days. */
const SOON = 5_000
const LATER = 60_000
/** Questions after which nobody sits and waits any more. */
const SOON_TIMES = 36

/** Shows how the payment stands, and goes on asking while it waits. Without an answer the page stays as it is. */
export async function wakeProgress(page: HTMLElement): Promise<void> {
  const session = new URLSearchParams(location.search).get('session')
  if (!session) return
  for (let asked = 1; ; asked++) {
    const state = await ask(session, page.dataset.progress ?? 'pt-BR')
    if (state === 'waiting' || state === 'lapsed' || state === 'paid') show(page, state)
    if (state === 'paid' || state === 'lapsed' || state === 'open') return
    await new Promise((resolve) => setTimeout(resolve, asked < SOON_TIMES ? SOON : LATER))
  }
}

async function ask(session: string, language: string): Promise<CheckoutProgress['state'] | null> {
  try {
    return (await post<CheckoutProgress>('/api/v1/billing/checkout/state', { session }, language)).state
  } catch {
    return null
  }
}

function show(page: HTMLElement, state: CheckoutProgress['state']): void {
  for (const part of page.querySelectorAll<HTMLElement>('[data-shows]'))
    part.hidden = part.dataset.shows !== state
  const title = page.querySelector(`[data-shows=${state}] h1`)?.textContent
  if (title) document.title = `${title} · Plantão`
}
