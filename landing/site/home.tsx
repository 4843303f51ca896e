import { Phone } from './phone.tsx'
import { PictureCalled, PictureConnect, PictureWrite } from './pictures.tsx'
import { Prices } from './prices.tsx'
import type { SiteText } from './text/pt-br.ts'

const PICTURES = [PictureWrite, PictureConnect, PictureCalled]

export function Home({ text }: { text: SiteText }) {
  return (
    <>
      <section className="hero">
        <div className="pitch">
          <h1>{text.hero.title}</h1>
          <p className="lead">{text.hero.lead}</p>
          <p className="go">
            <a className="button button-main" href={text.paths.subscribe}>
              {text.hero.go}
            </a>
            <span className="muted">{text.hero.note}</span>
          </p>
        </div>
        <Phone text={text} />
      </section>

      <section id="como" className="band" aria-labelledby="como-titulo">
        <h2 id="como-titulo">{text.how.title}</h2>
        <ol className="steps">
          {text.how.steps.map((step, i) => {
            const Picture = PICTURES[i]
            return (
              <li key={step.title}>
                {Picture && <Picture />}
                <h3>{step.title}</h3>
                <p>{step.text}</p>
              </li>
            )
          })}
        </ol>
      </section>

      <section id="nunca" className="never" aria-labelledby="nunca-titulo">
        <div>
          <h2 id="nunca-titulo">{text.never.title}</h2>
          <ul>
            {text.never.items.map((item) => (
              <li key={item.title}>
                <h3>{item.title}</h3>
                <p>{item.text}</p>
              </li>
            ))}
          </ul>
        </div>
      </section>

      <section className="band" aria-labelledby="console-titulo">
        <h2 id="console-titulo">{text.console.title}</h2>
        <p className="lead">{text.console.lead}</p>
        <figure className="screen">
          <picture>
            <source srcSet="/site/console-dark.webp" media="(prefers-color-scheme: dark)" />
            <img
              src="/site/console-light.webp"
              alt={text.console.alt}
              width="1280"
              height="800"
              loading="lazy"
              decoding="async"
            />
          </picture>
          <figcaption>{text.console.caption}</figcaption>
        </figure>
        <ul className="points">
          {text.console.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </section>

      <Prices text={text} />

      <section id="perguntas" className="band narrow" aria-labelledby="perguntas-titulo">
        <h2 id="perguntas-titulo">{text.questions.title}</h2>
        {text.questions.items.map(({ q, a }) => (
          <details key={q}>
            <summary>{q}</summary>
            <p>{a}</p>
          </details>
        ))}
      </section>

      <section className="last">
        <h2>{text.last.title}</h2>
        <p>
          <a className="button button-main" href={text.paths.subscribe}>
            {text.last.go}
          </a>
        </p>
      </section>
    </>
  )
}
