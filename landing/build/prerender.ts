import type { Plugin } from 'vite'
import { ORIGIN } from '../site/pages.tsx'
import { type DrawnPage, drawPages } from './draw-pages.ts'

/**
 * Draws every page of the public site to HTML at build time, with the hashed names of the script and style that Vite
 * made, and writes `pages.json`: which file answers which path.
 */
export function prerender(): Plugin {
  return {
    name: 'plantao-prerender',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'site')
      if (entry?.type !== 'chunk') throw new Error('the site has no entry chunk')
      const styles = [...(entry.viteMetadata?.importedCss ?? [])]
      const assets = { script: `/${entry.fileName}`, styles: styles.map((name) => `/${name}`) }
      const pages = drawPages(assets)
      for (const { file, html } of pages) this.emitFile({ type: 'asset', fileName: file, source: html })
      const named = pages.filter((page) => page.path)
      this.emitFile({ type: 'asset', fileName: 'sitemap.xml', source: sitemap(named) })
      this.emitFile({
        type: 'asset',
        fileName: 'robots.txt',
        source: `User-agent: *\nDisallow: /dashboard\nDisallow: /console\nDisallow: /login\nDisallow: /checkout\nDisallow: /api/\nSitemap: ${ORIGIN}/sitemap.xml\n`,
      })
      this.emitFile({
        type: 'asset',
        fileName: 'pages.json',
        source: JSON.stringify(Object.fromEntries(named.map((page) => [page.path, page.file]))),
      })
    },
  }
}

/** Every page that may be found, with its other language beside it. */
function sitemap(pages: DrawnPage[]): string {
  const urls = pages
    .filter((page) => page.indexed)
    .map((page) => {
      const others = page.languages.map(
        ({ tag, path }) => `<xhtml:link rel="alternate" hreflang="${tag}" href="${ORIGIN}${path}"/>`,
      )
      return `<url><loc>${ORIGIN}${page.path}</loc>${others.join('')}</url>`
    })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${urls.join('')}</urlset>\n`
}
