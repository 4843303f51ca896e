import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

export const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')
export const isThere = (path: string) => existsSync(join(ROOT, path))

/** Every file below a folder, as a path from the root; nothing installed or built. */
export function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => !/(?:^|\/)(?:node_modules|dist)(?:\/|$)/.test(name))
    .map((name) => join(folder, name))
}

const FOLDERS = ['cloud', 'desktop', 'landing', 'shared', 'infra', 'scripts', 'docs', '.github', '.ci']
export const FILES = [...FOLDERS.flatMap(filesIn), ...readdirSync(ROOT)]
/** Everything people read here, other people's texts aside. */
export const DOCUMENTS = FILES.filter((path) => path.endsWith('.md'))
/** The code, settings included, as one text: whatever a document names must stand in it. */
export const CODE = FILES.filter(
  (path) =>
    /\.(?:ts|tsx|mjs|sh|ya?ml|template|example|Dockerfile)$/.test(path) && path !== 'scripts/docs.test.ts',
)
  .map(read)
  .join('\n')

/** What stands in backticks, fenced blocks aside. */
export function quoted(text: string): string[] {
  const prose = text.replace(/^```[\s\S]*?^```/gm, '')
  return [...prose.matchAll(/`([^`\n]+)`/g)].map(([, words]) => words!)
}

/** Lines for a shell: those of fenced blocks, and what is quoted. Comments are left out. */
export function commands(text: string): string[] {
  const fenced = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].flatMap(([, block]) =>
    block!.replaceAll('\\\n', ' ').split('\n'),
  )
  return [...fenced, ...quoted(text)].map((line) => line.replace(/(?:^|\s)#.*/, '').trim())
}

/** Links of a page that lead nowhere: to a file that is not there, or to a heading that its page lacks. */
export function brokenLinks(page: string, text: string): string[] {
  const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, to]) => to!)
  return links.filter((to) => {
    if (/^(?:https?:|mailto:)/.test(to)) return false
    const [path, anchor] = to.split('#')
    const target = path ? normalize(join(dirname(page), path)) : page
    if (!isThere(target)) return true
    return anchor !== undefined && target.endsWith('.md') && !anchors(read(target)).includes(anchor)
  })
}

/** Files a page quotes that do not exist. A bare name may lie anywhere; a path may leave out how it begins. */
export function missingFiles(text: string): string[] {
  const named = quoted(text).filter((words) => /^[\w@./-]+\.(?:ts|tsx|mjs|sh|sql|css|md)$/.test(words))
  return named.filter((name) =>
    name.includes('/')
      ? !FILES.some((path) => path === name || path.endsWith(`/${name.replace(/^\.\//, '')}`))
      : !FILES.some((path) => basename(path) === name),
  )
}

/** Folders of the repository that a page quotes and that are not there; a name without its `.ts` will do. */
export function missingFolders(text: string): string[] {
  return quoted(text)
    .filter((words) => /^(?:cloud|desktop|landing|shared|infra|docs|scripts)\/[\w/.-]*[\w-]\/?$/.test(words))
    .filter((path) => !path.includes('dist') && !isThere(path) && !isThere(`${path}.ts`))
}

/** As GitHub makes them of headings. */
function anchors(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
