import { getDocumentProxy } from 'unpdf'
import { type Extracted, Unreadable } from './extracted.ts'

/** More pages than fit the knowledge ten times over are not read. */
const MOST_PAGES = 500

type Item = { str?: string; hasEOL?: boolean }

/** The text of a PDF, page by page, in the order in which it was drawn. Throws `Unreadable`. */
export async function readPdf(bytes: Uint8Array, mostCharacters: number): Promise<Extracted> {
  const document = await open(bytes)
  const pages: string[] = []
  let length = 0
  let blank = 0
  const count = Math.min(document.numPages, MOST_PAGES)
  for (let number = 1; number <= count && length <= mostCharacters; number++) {
    const page = await document.getPage(number)
    const { items } = await page.getTextContent()
    const text = (items as Item[]).map(({ str = '', hasEOL }) => (hasEOL ? `${str}\n` : str)).join('')
    if (text.trim() === '') blank += 1
    pages.push(text)
    length += text.length
    page.cleanup()
  }
  if (blank === pages.length) throw new Unreadable('no_text')
  return {
    text: joined(pages),
    pages: document.numPages,
    warnings: blank > 0 ? ['pages_without_text'] : [],
  }
}

async function open(bytes: Uint8Array) {
  try {
    return await getDocumentProxy(bytes, { stopAtErrors: false, verbosity: 0 })
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : ''
    throw new Unreadable(name === 'PasswordException' ? 'encrypted' : 'damaged', { cause })
  }
}

/** Words cut at a line's end become whole; a page that ends within a sentence goes on with the next. */
function joined(pages: string[]): string {
  return pages
    .map((page) => page.replace(/(\p{Ll})-\n(\p{Ll})/gu, '$1$2').trim())
    .reduce(
      (all, page) => (all === '' ? page : `${all}${/[\p{Ll},;]$/u.test(all) ? '\n' : '\n\n'}${page}`),
      '',
    )
}
