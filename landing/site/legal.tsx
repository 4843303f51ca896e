import type { LegalPage } from './text/legal.pt-br.ts'

export function Legal({ page }: { page: LegalPage }) {
  return (
    <article className="legal">
      <h1>{page.title}</h1>
      <p className="lead">{page.lead}</p>
      {page.sections.map((section) => (
        <section key={section.title}>
          <h2>{section.title}</h2>
          {section.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </section>
      ))}
    </article>
  )
}
