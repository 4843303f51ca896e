import { fold } from '@plantao/shared/fold'
import { SYSTEM_PROMPT } from './prompt.ts'

/** So many words of the instructions in a row are no coincidence. */
const RUN = 6
const SPEAKS_OF_ITSELF =
  /\b(?:minhas instrucoes|prompt (?:do|de) sistema|system prompt|mensagem d[oe] sistema|fui (?:instruid|programad|configurad)[oa]|minhas regras (?:internas|sao)|sou um modelo de linguagem|modo (?:desenvolvedor|admin)|documento json)\b/

const PROMPT_RUNS = new Set(runsOf(SYSTEM_PROMPT))

/** Whether a draft quotes the instructions or speaks of them. Wording that `sources` also hold is the company's own. */
export function leaksPrompt(draft: string, sources: readonly string[]): boolean {
  const own = new Set(sources.flatMap(runsOf))
  if (runsOf(draft).some((run) => PROMPT_RUNS.has(run) && !own.has(run))) return true
  return SPEAKS_OF_ITSELF.test(wordsOf(draft).join(' '))
}

function runsOf(text: string): string[] {
  const words = wordsOf(text)
  return words
    .slice(0, Math.max(0, words.length - RUN + 1))
    .map((_, at) => words.slice(at, at + RUN).join(' '))
}

function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
}
