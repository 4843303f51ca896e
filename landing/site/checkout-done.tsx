import type { SiteText } from './text/pt-br.ts'

export function CheckoutDone({ text }: { text: SiteText }) {
  const { done } = text
  return (
    <section className="message">
      <h1>{done.title}</h1>
      <p className="lead">{done.lead}</p>
      <p>{done.note}</p>
      <p>
        <a className="button" href="/login">
          {done.go}
        </a>
      </p>
      <p className="muted">{done.boleto}</p>
      <p className="muted">{done.missing}</p>
    </section>
  )
}
