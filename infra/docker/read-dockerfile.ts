/** What a stage does, in the order of its lines. `line` is the instruction as written, for messages. */
export type Step =
  | { kind: 'copy'; line: string; from: string | null; sources: string[]; to: string }
  | { kind: 'run'; line: string; command: string }
  | { kind: 'workdir'; line: string; folder: string }
  | { kind: 'env'; line: string; values: Record<string, string> }
  | { kind: 'command'; line: string; words: string[] }

/** One `FROM`; a stage without a name of its own is called by its number, from 0, as Docker does. */
export type Stage = { name: string; base: string; steps: Step[] }

/** Instructions that change no file. */
const SAID_ONLY = new Set(['USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'LABEL'])

/**
 * Reads a Dockerfile as far as ours go: stages, COPY of paths or from a stage, RUN, WORKDIR, ENV, CMD. Throws at an
 * instruction or a flag it does not know, so that nothing is passed over in silence.
 */
export function readDockerfile(text: string): Stage[] {
  const stages: Stage[] = []
  for (const line of instructions(text)) {
    const [, word = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(line) ?? []
    if (word === 'FROM') {
      const [, base, name] = /^(\S+)(?:\s+AS\s+(\S+))?$/i.exec(rest) ?? []
      if (!base) throw new Error(`not understood: ${line}`)
      stages.push({ name: name ?? String(stages.length), base, steps: [] })
      continue
    }
    const stage = stages.at(-1)
    if (!stage) throw new Error(`before any FROM: ${line}`)
    if (!SAID_ONLY.has(word)) stage.steps.push(stepOf(word, rest, line))
  }
  return stages
}

function stepOf(word: string, rest: string, line: string): Step {
  if (word === 'RUN') return { kind: 'run', line, command: rest }
  if (word === 'WORKDIR') return { kind: 'workdir', line, folder: rest }
  if (word === 'CMD') return { kind: 'command', line, words: JSON.parse(rest) as string[] }
  if (word === 'ENV') {
    const pairs = rest.split(/\s+/).map((pair) => /^(\w+)=(\S*)$/.exec(pair) ?? unknown(line))
    return { kind: 'env', line, values: Object.fromEntries(pairs.map(([, name, value]) => [name, value])) }
  }
  if (word === 'COPY') {
    const words = rest.split(/\s+/)
    const from = words[0]?.startsWith('--from=') ? words.shift()!.slice('--from='.length) : null
    const to = words.pop()
    if (!to || words.length === 0 || words.some((one) => /^--|[*?[]/.test(one))) return unknown(line)
    return { kind: 'copy', line, from, sources: words, to }
  }
  return unknown(line)
}

function unknown(line: string): never {
  throw new Error(`not understood: ${line}`)
}

/** Lines without comments, those that end in a backslash joined to the next. */
function instructions(text: string): string[] {
  return text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
