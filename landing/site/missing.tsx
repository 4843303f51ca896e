import type { SiteText } from './text/pt-br.ts'

export function Missing({ text }: { text: SiteText }) {
  return (
    <section className="message">
      <h1>{text.missing.title}</h1>
      <p className="lead">{text.missing.lead}</p>
      <p>
        <a className="button button-main" href={text.home}>
          {text.missing.go}
        </a>
      </p>
    </section>
  )
}
