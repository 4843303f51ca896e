export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'picture'; file: string; caption: string }
export type Span = { text: string; strong: boolean }
export type Tutorial = { title: string; minutes: number; blocks: Block[] }

/**
 * Reads one of our tutorials: a title, the minutes it takes, then headings, paragraphs, lists and pictures. Only what they use.
 * @param source a file of docs/tutorials
 */
export function readTutorial(source: string): Tutorial {
  const [head = '', minutes = '', ...rest] = source.trim().split(/\n{2,}/)
  const blocks = rest.map((block): Block => {
    if (block.startsWith('## ')) return { kind: 'heading', text: block.slice(3) }
    const picture = /^!\[([^\]]+)\]\(\.\.\/pictures\/([\w.-]+)\)$/.exec(block)
    if (picture) return { kind: 'picture', caption: picture[1]!, file: picture[2]! }
    if (block.startsWith('- ')) return { kind: 'list', items: block.split(/\n?^- /m).filter(Boolean) }
    return { kind: 'paragraph', text: block.replaceAll('\n', ' ') }
  })
  return { title: head.replace(/^# /, ''), minutes: Number.parseInt(minutes, 10), blocks }
}

/** A line cut at its **strong** words. */
export function spansOf(line: string): Span[] {
  return line
    .split('**')
    .map((text, i) => ({ text, strong: i % 2 === 1 }))
    .filter((span) => span.text !== '')
}
