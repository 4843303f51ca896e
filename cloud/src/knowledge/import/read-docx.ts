import mammoth from 'mammoth'
import { type Extracted, Unreadable } from './extracted.ts'
import { textOfHtml } from './text-of-html.ts'
import { safeParts } from './unzip-parts.ts'

/** The text of a .docx: headings, lists and table rows keep their lines. Throws `Unreadable`. */
export async function readDocx(bytes: Uint8Array): Promise<Extracted> {
  const { archive, pictures } = safeParts(bytes)
  let html: string
  try {
    const result = await mammoth.convertToHtml(
      { buffer: Buffer.from(archive) },
      { convertImage: mammoth.images.imgElement(async () => ({ src: '' })), includeDefaultStyleMap: true },
    )
    html = result.value
  } catch (cause) {
    throw new Unreadable('damaged', { cause })
  }
  const text = textOfHtml(html)
  if (text.trim() === '') throw new Unreadable('no_text')
  return { text, warnings: pictures > 0 ? ['pictures_left_out'] : [] }
}
