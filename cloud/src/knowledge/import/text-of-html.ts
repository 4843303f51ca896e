const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/**
 * The text of the plain HTML that the .docx reader makes: headings as markdown, a dash before list items, the cells of
 * a table's row side by side, so that a price stays beside its product. In: well-formed HTML of that reader only.
 */
export function textOfHtml(html: string): string {
  let out = ''
  let cell: string | null = null
  let row: string[] = []
  let depth = 0
  const write = (text: string) => {
    if (cell !== null) cell += text
    else out += text
  }
  for (const [, closing, tag, text] of html.matchAll(/<(\/?)([a-z0-9]+)(?:[^a-z0-9<>][^<>]*)?>|([^<]+)/g)) {
    if (text !== undefined) write(unescaped(text))
    else if (tag === 'tr') {
      if (closing) out += `${row.join(' | ')}\n`
      row = []
    } else if (tag === 'td' || tag === 'th') {
      if (closing && cell !== null) row.push(cell.replace(/\s+/g, ' ').trim())
      cell = closing ? null : ''
    } else if (tag === 'table') out += '\n'
    else if (tag === 'br') write('\n')
    else if (tag === 'ul' || tag === 'ol') {
      depth += closing ? -1 : 1
      if (closing && depth === 0) write('\n')
    } else if (tag === 'li') write(closing ? '' : `\n${'  '.repeat(Math.max(0, depth - 1))}- `)
    else if (tag === 'p') write(closing ? '\n\n' : '')
    else if (/^h[1-6]$/.test(tag ?? '')) write(closing ? '\n\n' : `${'#'.repeat(Number(tag![1]))} `)
  }
  return out
}

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ENTITIES[name]!)
}
