import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import ts from 'typescript'

/** A regular expression of the sources, and where it stands (`file:line`, from the root). */
export type Expression = { source: string; flags: string; at: string }
/** Where one is put together at run time. */
export type Site = string

/** Code that meets what strangers wrote; tests and what only they use do not. */
export const FOLDERS = [
  'cloud/src',
  'shared/src',
  'shared/ui/src',
  'desktop/src',
  'landing',
  'infra/sandbox/src',
]
const LEFT_OUT =
  /(?:\.(?:test|e2e|electron|conformance|d)\.tsx?|-for-tests\.ts|arbitrary-[\w-]+\.ts)$|\/(?:node_modules|dist|test|fixtures)\//

/** Every literal expression below `root`, and every place that builds one. */
export async function findExpressions(
  root: string,
  folders = FOLDERS,
): Promise<{ literals: Expression[]; built: Site[] }> {
  const literals: Expression[] = []
  const built: Site[] = []
  for (const folder of folders)
    for (const file of await filesBelow(join(root, folder))) {
      const name = relative(root, file).split(sep).join('/')
      const tree = ts.createSourceFile(name, await readFile(file, 'utf8'), ts.ScriptTarget.Latest, true)
      const at = (node: ts.Node) => `${name}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) literals.push({ ...readLiteral(node.text), at: at(node) })
        else if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && isRegExp(node.expression))
          built.push(at(node))
        ts.forEachChild(node, visit)
      }
      visit(tree)
    }
  return { literals, built }
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile() && /\.(?:tsx?|m?js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !LEFT_OUT.test(file.split(sep).join('/')))
    .sort()
}

function readLiteral(text: string): { source: string; flags: string } {
  const end = text.lastIndexOf('/')
  return { source: text.slice(1, end), flags: text.slice(end + 1) }
}

function isRegExp(callee: ts.Expression): boolean {
  return ts.isIdentifier(callee) && callee.text === 'RegExp'
}
