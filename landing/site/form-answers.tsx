import { PAYMENT_URL, REFUSAL } from './origin.ts'
import type { SiteText } from './text/pt-br.ts'

/** The answer to a posted form: the browser goes on to the payment by itself, or by the button. */
export function Going({ text }: { text: SiteText }) {
  return (
    <section className="message">
      <h1>{text.going.title}</h1>
      <p className="lead">{text.going.lead}</p>
      <p>
        <a className="button button-main" href={PAYMENT_URL}>
          {text.going.go}
        </a>
      </p>
    </section>
  )
}

/** The answer to a posted form that was refused, with the reason. The browser's way back keeps what was typed. */
export function Refused({ text }: { text: SiteText }) {
  return (
    <section className="message">
      <h1>{text.refused.title}</h1>
      <p className="failure">{REFUSAL}</p>
      <p className="lead">{text.refused.lead}</p>
      <p>
        <a className="button button-main" href={text.paths.subscribe}>
          {text.refused.go}
        </a>
      </p>
    </section>
  )
}
