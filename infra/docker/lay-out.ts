import { execFile } from 'node:child_process'
import { copyFileSync, lstatSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs'
import { basename, delimiter, dirname, join, posix, relative } from 'node:path'
import { promisify } from 'node:util'
import { dockerIgnore } from './docker-ignore.ts'
import { linkPackages } from './linked-packages.ts'
import type { Stage, Step } from './read-dockerfile.ts'

type Deps = {
  /** Folder of the build, and the text of its `.dockerignore`. */
  context: string
  ignore: string
  /** Folder that has the `node_modules` which stand in for `npm ci`. */
  installed: string
  /** Hears which line was not run as written, and what was done instead. */
  say: (line: string) => void
}

/** A stage as laid out on this machine: the folder that is its `/`, and what its lines set. */
export type LaidOut = { root: string; folder: string; env: Record<string, string>; command: string[] }

/**
 * Does what a build of the image does to files, without Docker: each stage gets a folder under `into` with just what its
 * COPY lines bring, and its RUN lines run there. Rejects where a build would fail.
 * @param known stages laid out before, taken as they are
 */
export async function layOut(
  stages: Stage[],
  into: string,
  deps: Deps,
  known = new Map<string, LaidOut>(),
): Promise<Map<string, LaidOut>> {
  const done = new Map(known)
  for (const stage of stages) {
    if (done.has(stage.name)) continue
    const laid: LaidOut = { root: join(into, stage.name), folder: '/', env: {}, command: [] }
    mkdirSync(laid.root, { recursive: true })
    for (const step of stage.steps) await take(step, laid, done, deps)
    done.set(stage.name, laid)
  }
  return done
}

async function take(step: Step, laid: LaidOut, done: Map<string, LaidOut>, deps: Deps): Promise<void> {
  if (step.kind === 'copy') return copy(step, laid, done, deps)
  if (step.kind === 'run') return run(step, laid, deps)
  if (step.kind === 'env') Object.assign(laid.env, step.values)
  if (step.kind === 'command') laid.command = step.words
  if (step.kind === 'workdir') {
    laid.folder = posix.resolve(laid.folder, step.folder)
    mkdirSync(join(laid.root, laid.folder), { recursive: true })
  }
}

function copy(step: Step & { kind: 'copy' }, laid: LaidOut, done: Map<string, LaidOut>, deps: Deps): void {
  const from = step.from === null ? deps.context : done.get(step.from)?.root
  if (from === undefined) throw new Error(`${step.line}: there is no stage ${step.from}`)
  const { leavesOut, leavesOutWhole } = dockerIgnore(step.from === null ? deps.ignore : '')
  const into = join(laid.root, posix.resolve(laid.folder, step.to))
  for (const source of step.sources) {
    const at = join(from, source)
    const isFile = lstatSync(at, { throwIfNoEntry: false })?.isDirectory() === false
    const files = filesBelow(at, (path, isFolder) => {
      const name = relative(from, path)
      return isFolder ? !leavesOutWhole(name) : !leavesOut(name)
    })
    if (files.length === 0) throw new Error(`${step.line}: "/${relative(from, at)}": not found`)
    for (const file of files) {
      const to =
        isFile && !step.to.endsWith('/') ? into : join(into, isFile ? basename(at) : relative(at, file))
      mkdirSync(dirname(to), { recursive: true })
      if (lstatSync(file).isSymbolicLink()) symlinkSync(readlinkSync(file), to)
      else copyFileSync(file, to)
    }
  }
}

/** The files and links of a folder that are wanted, or the file itself; none where nothing is. */
function filesBelow(path: string, wanted: (path: string, isFolder: boolean) => boolean): string[] {
  const there = lstatSync(path, { throwIfNoEntry: false })
  if (!there || !wanted(path, there.isDirectory())) return []
  if (!there.isDirectory()) return [path]
  return readdirSync(path).flatMap((name) => filesBelow(join(path, name), wanted))
}

async function run({ command }: Step & { kind: 'run' }, laid: LaidOut, deps: Deps): Promise<void> {
  const cwd = join(laid.root, laid.folder)
  if (command.startsWith('npm ci ')) {
    deps.say(`packages are linked from this machine's node_modules, not fetched: RUN ${command}`)
    return linkPackages(cwd, deps.installed, command.split(/\s+/))
  }
  if (/^apt-get |^install --directory --owner=/.test(command))
    return deps.say(`needs the base image's system, not run: RUN ${command}`)
  await promisify(execFile)('sh', ['-c', command], { cwd, env: environmentOf(laid) })
}

/** The variables of a stage, with this process's Node as the base image's. */
export function environmentOf(laid: LaidOut): Record<string, string> {
  const folders = [dirname(process.execPath), join(laid.root, 'usr/local/bin'), process.env.PATH ?? '']
  return { PATH: folders.join(delimiter), HOME: laid.root, ...laid.env }
}
