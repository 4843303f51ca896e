import { renderToStaticMarkup } from 'react-dom/server'
import type { Assets } from '../site/layout.tsx'
import { type SitePage, sitePages } from '../site/pages.tsx'

export type DrawnPage = Omit<SitePage, 'html'> & { html: string }

/** Every page of the public site as the text of a document. */
export function drawPages(assets: Assets): DrawnPage[] {
  return sitePages(assets).map((page) => ({
    ...page,
    html: `<!doctype html>\n${renderToStaticMarkup(page.html)}\n`,
  }))
}
