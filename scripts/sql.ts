import { glob, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import ts from 'typescript'

/**
 * Where SQL may stand besides the rooms' `*.repo.ts`: what every room stands on, the operator's own programs, which ask the
 * database as its owner and serve nobody, and one constant of the composition root: whether PostgreSQL answers at all.
 */
export const LISTED = ['cloud/src/platform/', 'cloud/src/operations/', 'cloud/src/house.ts']

/** A statement, by how it begins. */
const STATEMENT = new RegExp(
  [
    '^\\s*(?:--[^\\n]*\\n\\s*)*\\(?\\s*(?:',
    [
      'select\\s[\\s\\S]*',
      'insert\\s+into\\s',
      'update\\s+[\\w."?]+(?:\\s+(?:as\\s+)?\\w+)?\\s+set\\s',
      'delete\\s+from\\s+[\\w."?]+\\s*(?:$|;|(?:as\\s+)?(?:\\w+\\s+)?(?:where|using|returning)\\b)',
      'merge\\s+into\\s',
      'truncate\\s',
      'with\\s+(?:recursive\\s+)?\\w+\\s*(?:\\([^)]*\\)\\s*)?as\\s*(?:materialized\\s*|not\\s+materialized\\s*)?\\(',
      '(?:create|alter|drop)\\s+(?:or\\s+replace\\s+|unique\\s+)?(?:table|index|function|view|role|policy|schema|extension|trigger|type)\\s',
      '(?:un)?listen\\s+\\w+\\s*(?:;|$)',
      'set\\s+(?:local|session|role)\\s',
      'lock\\s+table\\s',
    ].join('|'),
    ')',
  ].join(''),
)
/** A piece of a statement: of our tables every one has the column, and a parameter is compared with something. */
const PIECE =
  /\btenant_id\s*(?:=|is\b)|\b(?:where|and|or|set|values\s*\(|limit|returning)\s[^'"]*\$\d+\b|\bon\s+conflict\b.*\bdo\s+(?:nothing|update)\b/

/** A select of something, with or without a table: prose that begins with "select" names no column and calls nothing. */
const SELECTS = /^\s*\(?\s*select\s+(?:[\s\S]*\bfrom\s+[\w."?(]|[\w.]+\s*\(|\d+\s*$|exists\b)/

export type SqlViolation = { rule: 'sql-stays-in-repos'; from: string; to: string }

/** Whether a text is SQL, or a piece of it. Our SQL is written small; words of people begin sentences with capitals. */
export function isSql(text: string): boolean {
  if (/^\s*\(?\s*select\s/.test(text)) return SELECTS.test(text) || PIECE.test(text)
  return STATEMENT.test(text) || PIECE.test(text)
}

/** SQL below `root`/cloud/src that stands neither in a `*.repo.ts` nor in a listed place. Tests may do as they like. */
export async function findSql(
  root: string,
  listed: readonly string[] = LISTED,
): Promise<{ read: number; violations: SqlViolation[] }> {
  const violations: SqlViolation[] = []
  let read = 0
  for await (const found of glob('cloud/src/**/*.ts', { cwd: root })) {
    const file = found.replaceAll('\\', '/')
    if (/\.(?:test|conformance)\.ts$/.test(file)) continue
    read += 1
    if (file.endsWith('.repo.ts') || listed.some((place) => file.startsWith(place))) continue
    for (const text of textsOf(file, await readFile(join(root, file), 'utf8')))
      if (isSql(text)) violations.push({ rule: 'sql-stays-in-repos', from: file, to: shortened(text) })
  }
  return { read, violations }
}

/** Every text of a file that is no comment; a template whole, `?` where something is put in. */
export function textsOf(file: string, source: string): string[] {
  const texts: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isTemplateExpression(node))
      texts.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('?'))
    else if (ts.isStringLiteralLike(node)) texts.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(basename(file), source, ts.ScriptTarget.Latest, true))
  return texts
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 60 ? `${line.slice(0, 60)}…` : line
}
