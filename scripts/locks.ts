import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'

/**
 * The one file that may lock rows: it takes the key that parts works of a shared transaction along with them. The lock
 * against erasures needs none: its writers may share it, and an erasure shares its transaction with nobody.
 */
const LOCKS_HERE = ['cloud/src/platform/lock.ts', 'cloud/src/platform/erasure-lock.ts']
const LOCKING =
  /\bfor\s+(?:no\s+key\s+)?update\b|\bfor\s+(?:key\s+)?share\b|\bpg_(?:try_)?advisory_xact_lock\w*|\block\s+table\b/i

export type LockViolation = { rule: 'locks-are-alone'; from: string; to: string }

/**
 * Statements below `root`/cloud/src that lock without the key (decision 0045): a locking clause anywhere but in the one
 * place, and a function of the database that locks, called by anything but `tx.lock`. Tests may do as they like.
 */
export async function findLocks(root: string): Promise<{ read: number; violations: LockViolation[] }> {
  const calls = callsOf(await lockingFunctions(root))
  const violations: LockViolation[] = []
  let read = 0
  for await (const file of glob('cloud/src/**/*.ts', { cwd: root })) {
    if (file.endsWith('.test.ts')) continue
    read += 1
    for (const literal of literalsOf(file, await readFile(join(root, file), 'utf8'))) {
      const locks = !LOCKS_HERE.includes(file) && LOCKING.exec(literal.text)
      const called = calls?.exec(literal.text)
      if (locks) violations.push({ rule: 'locks-are-alone', from: file, to: locks[0] })
      else if (called && !isGivenToLock(literal))
        violations.push({ rule: 'locks-are-alone', from: file, to: called[0] })
    }
  }
  return { read, violations }
}

/** Names of the functions in the migrations whose body locks. */
export async function lockingFunctions(root: string): Promise<string[]> {
  const names = new Set<string>()
  for await (const file of glob('cloud/migrations/*.sql', { cwd: root })) {
    const sql = (await readFile(join(root, file), 'utf8')).replace(/--.*/g, '')
    for (const one of sql.split(/\bcreate\s+(?:or\s+replace\s+)?function\s+/i).slice(1)) {
      const body = /\$(\w*)\$([\s\S]*?)\$\1\$/.exec(one)?.[2] ?? ''
      if (LOCKING.test(body)) names.add(/^[\w.]+/.exec(one)![0].split('.').at(-1)!)
    }
  }
  return [...names].sort()
}

function callsOf(functions: string[]): RegExp | null {
  return functions.length > 0 ? new RegExp(`\\b(?:${functions.join('|')})\\s*\\(`, 'i') : null
}

type Literal = ts.Node & { text: string }

/** Every piece of text in a file that is no comment. */
function literalsOf(file: string, text: string): Literal[] {
  const found: Literal[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      found.push(node)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true))
  return found
}

/** Whether a text is, whole or as part of a template, an argument of `….lock(…)`. */
function isGivenToLock(literal: ts.Node): boolean {
  let node = literal
  while (node.parent && !ts.isCallExpression(node.parent)) {
    if (!ts.isTemplateSpan(node.parent) && !ts.isTemplateExpression(node.parent)) return false
    node = node.parent
  }
  const call = node.parent
  return (
    call !== undefined &&
    ts.isCallExpression(call) &&
    ts.isPropertyAccessExpression(call.expression) &&
    call.expression.name.text === 'lock'
  )
}
