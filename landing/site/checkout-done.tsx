import { FirstMail } from './first-mail.tsx'
import type { SiteText } from './text/pt-br.ts'

/**
 * The page after the payment. It is read and true without a script; with one it asks how the payment stands and shows the
 * part that fits: a boleto or Pix may wait for days, and may run out.
 */
export function CheckoutDone({ text }: { text: SiteText }) {
  const { done, tag } = text
  return (
    <section className="message" data-progress={tag} aria-live="polite">
      <div data-shows="open">
        <h1>{done.asking.title}</h1>
        <p className="lead">{done.asking.lead}</p>
        <p>{done.note}</p>
        <p>
          <a className="button" href="/login">
            {done.go}
          </a>
        </p>
        <p className="muted">{done.boleto}</p>
        <p className="muted">{done.missing}</p>
      </div>
      <FirstMail text={text} />
      <div data-shows="waiting" hidden>
        <h1>{done.waiting.title}</h1>
        <p className="lead">{done.waiting.lead}</p>
        <p>{done.waiting.note}</p>
      </div>
      <div data-shows="lapsed" hidden>
        <h1>{done.lapsed.title}</h1>
        <p className="lead">{done.lapsed.lead}</p>
        <p>{done.lapsed.note}</p>
        <p>
          <a className="button" href={tag === 'en' ? '/en/subscribe' : '/assinar'}>
            {done.lapsed.go}
          </a>
        </p>
      </div>
    </section>
  )
}
