import type { ReactNode } from 'react'
import { ORIGIN } from './origin.ts'
import type { SiteText } from './text/pt-br.ts'

/** The built files a page loads. */
export type Assets = { script: string; styles: string[] }

type Props = {
  text: SiteText
  assets: Assets
  head: {
    title: string
    description: string
    path: string
    languages: { tag: string; path: string }[]
    indexed: boolean
    refresh?: string | undefined
  }
  children: ReactNode
}

/** What every page of the site has: head, way in, way out. */
export function Layout({ text, assets, head, children }: Props) {
  const other = head.languages.find(({ tag }) => tag !== text.tag)
  return (
    <html lang={text.tag}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{head.title}</title>
        <meta name="description" content={head.description} />
        <meta name="color-scheme" content="light dark" />
        <meta name="theme-color" content="#f3efe8" media="(prefers-color-scheme: light)" />
        <meta name="theme-color" content="#0d1220" media="(prefers-color-scheme: dark)" />
        {head.refresh && <meta httpEquiv="refresh" content={`0;url=${head.refresh}`} />}
        {head.indexed ? (
          <>
            <link rel="canonical" href={`${ORIGIN}${head.path}`} />
            {head.languages.map(({ tag, path }) => (
              <link key={tag} rel="alternate" hrefLang={tag} href={`${ORIGIN}${path}`} />
            ))}
            <link rel="alternate" hrefLang="x-default" href={`${ORIGIN}${head.languages[0]?.path}`} />
          </>
        ) : (
          <meta name="robots" content="noindex" />
        )}
        <meta property="og:type" content="website" />
        <meta property="og:site_name" content="Plantão" />
        <meta property="og:title" content={head.title} />
        <meta property="og:description" content={head.description} />
        <meta property="og:url" content={`${ORIGIN}${head.path}`} />
        <meta property="og:locale" content={text.tag.replace('-', '_')} />
        <meta property="og:image" content={`${ORIGIN}/site/og.png`} />
        <meta property="og:image:width" content="1200" />
        <meta property="og:image:height" content="630" />
        <meta property="og:image:alt" content={text.meta.imageAlt} />
        <meta name="twitter:card" content="summary_large_image" />
        <link rel="icon" type="image/svg+xml" href="/site/lamp.svg" />
        {assets.styles.map((style) => (
          <link key={style} rel="stylesheet" href={style} />
        ))}
        <script type="module" src={assets.script} />
      </head>
      <body>
        <a className="skip" href="#conteudo">
          {text.skip}
        </a>
        <header className="top">
          <a className="brand" href={text.home}>
            <img src="/site/lamp.svg" alt="" width="30" height="30" /> Plantão
          </a>
          <nav aria-label={text.nav.label}>
            <a className="wide" href={`${text.home}#como`}>
              {text.nav.how}
            </a>
            <a className="wide" href={`${text.home}#precos`}>
              {text.nav.prices}
            </a>
            <a className="wide" href={`${text.home}#perguntas`}>
              {text.nav.questions}
            </a>
            {other?.path && (
              <a href={other.path} hrefLang={other.tag} lang={other.tag}>
                {text.nav.other}
              </a>
            )}
            <a className="button" href="/login">
              {text.nav.enter}
            </a>
          </nav>
        </header>
        <main id="conteudo">{children}</main>
        <footer>
          <div className="foot">
            <p>{text.footer.privacy}</p>
            <p>{text.footer.evolution}</p>
          </div>
          <nav className="foot-nav" aria-label={text.footer.label}>
            <a href={text.paths.privacy}>{text.footer.privacyLink}</a>
            <a href={text.paths.terms}>{text.footer.termsLink}</a>
            <a href="/login">{text.nav.enter}</a>
          </nav>
        </footer>
      </body>
    </html>
  )
}
