import type { ReactElement } from 'react'
import { CheckoutDone } from './checkout-done.tsx'
import { Going, Refused } from './form-answers.tsx'
import { Home } from './home.tsx'
import { type Assets, Layout } from './layout.tsx'
import { Legal } from './legal.tsx'
import { Missing } from './missing.tsx'
import { PAYMENT_URL } from './origin.ts'
import { Subscribe } from './subscribe.tsx'
import { en } from './text/en.ts'
import { legalEn } from './text/legal.en.ts'
import { legalPtBR } from './text/legal.pt-br.ts'
import { ptBR, type SiteText } from './text/pt-br.ts'

export { ORIGIN } from './origin.ts'

export type SitePage = {
  /** Where it answers; empty for the page that is shown in place of a missing one. */
  path: string
  /** Its file in the built folder. */
  file: string
  html: ReactElement
  /** Whether search engines may show it. */
  indexed: boolean
  languages: { tag: string; path: string }[]
}

/** The same page in both languages, Portuguese first. */
type Pair = {
  paths: [string, string]
  title: (text: SiteText) => string
  description: (text: SiteText) => string
  body: (text: SiteText) => ReactElement
  indexed?: boolean
  /** File name of a page that has no address of its own. */
  name?: string
  /** Where the browser goes on its own. */
  refresh?: string
}

const PAIRS: Pair[] = [
  {
    paths: ['/', '/en'],
    title: (text) => text.meta.title,
    description: (text) => text.meta.description,
    body: (text) => <Home text={text} />,
    indexed: true,
  },
  {
    paths: ['/assinar', '/en/subscribe'],
    title: (text) => `${text.subscribe.title} · Plantão`,
    description: (text) => text.subscribe.lead,
    body: (text) => <Subscribe text={text} />,
    indexed: true,
  },
  {
    paths: ['/privacidade', '/en/privacy'],
    title: (text) => `${legalOf(text).privacy.title} · Plantão`,
    description: (text) => legalOf(text).privacy.lead,
    body: (text) => <Legal page={legalOf(text).privacy} />,
    indexed: true,
  },
  {
    paths: ['/termos', '/en/terms'],
    title: (text) => `${legalOf(text).terms.title} · Plantão`,
    description: (text) => legalOf(text).terms.lead,
    body: (text) => <Legal page={legalOf(text).terms} />,
    indexed: true,
  },
  {
    paths: ['/checkout/done', '/en/checkout/done'],
    title: (text) => `${text.done.asking.title} · Plantão`,
    description: (text) => text.done.asking.lead,
    body: (text) => <CheckoutDone text={text} />,
  },
  {
    paths: ['', ''],
    name: 'going',
    title: (text) => `${text.going.title} · Plantão`,
    description: (text) => text.going.lead,
    body: (text) => <Going text={text} />,
    refresh: PAYMENT_URL,
  },
  {
    paths: ['', ''],
    name: 'refused',
    title: (text) => `${text.refused.title} · Plantão`,
    description: (text) => text.refused.lead,
    body: (text) => <Refused text={text} />,
  },
  {
    paths: ['', ''],
    name: '404',
    title: (text) => `${text.missing.title} · Plantão`,
    description: (text) => text.missing.lead,
    body: (text) => <Missing text={text} />,
  },
]

function legalOf(text: SiteText) {
  return text.tag === 'en' ? legalEn : legalPtBR
}

/** Every page of the site, drawn with the names of the built script and styles. */
export function sitePages(assets: Assets): SitePage[] {
  return PAIRS.flatMap(({ paths, title, description, body, name, refresh, indexed = false }) => {
    const languages = [
      { tag: 'pt-BR', path: paths[0] },
      { tag: 'en', path: paths[1] },
    ]
    return [ptBR, en].map((text, i) => {
      const path = paths[i] ?? ''
      const head = { title: title(text), description: description(text), path, languages, indexed, refresh }
      return {
        path,
        file: path ? `${path.slice(1)}/index.html`.replace(/^\//, '') : `${name}.${text.tag}.html`,
        html: (
          <Layout text={text} assets={assets} head={head}>
            {body(text)}
          </Layout>
        ),
        indexed,
        languages,
      }
    })
  })
}
