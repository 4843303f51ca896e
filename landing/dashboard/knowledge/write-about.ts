/**
 * The company's text with a place to answer a question: at its end, or where the question already stands.
 * @returns the text, and where in it the answer is written
 */
export function placeFor(question: string, text: string): { text: string; caret: number } {
  const title = question.trim()
  const at = `\n${text}\n`.indexOf(`\n${title}\n`)
  if (at >= 0) {
    const below = at + title.length
    const end = text.indexOf('\n\n', at)
    // Nothing stands below it yet: the answer gets a line of its own.
    if (end === below || text.length === below) {
      return { text: `${text.slice(0, below)}\n${text.slice(below)}`, caret: below + 1 }
    }
    return { text, caret: end < 0 ? text.length : end }
  }
  const before = text.trimEnd()
  const longer = `${before}${before && '\n\n'}${title}\n`
  return { text: longer, caret: longer.length }
}
