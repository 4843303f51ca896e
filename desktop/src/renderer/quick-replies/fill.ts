import { withoutEnd } from '@plantao/shared/ends'

/** What the variables of a quick reply stand for; null where it is not known. */
export type Filling = { nome: string | null; empresa: string; atendente: string }

const first = (name: string) => name.trim().split(/\s+/)[0] ?? name

/** A name that is not known goes with the blanks and the comma before it. */
function nameless(text: string): string {
  const parts = text.split('{nome}')
  const end = parts.pop()!
  const kept = parts.map((part) => {
    const bare = withoutEnd(part, /[ \t]/)
    return bare.endsWith(',') ? bare.slice(0, -1) : bare
  })
  return [...kept, end].join('').replace(/^[ \t,!]+/, '')
}

/**
 * The text with `{nome}`, `{empresa}` and `{atendente}` filled in. An unknown name is left out together with the comma
 * or space before it, so that nobody reads "Oi, !". Other braces stay as they are.
 */
export function fill(text: string, { nome, empresa, atendente }: Filling): string {
  const named = nome?.trim() ? text.replaceAll('{nome}', () => first(nome)) : nameless(text)
  return named.replaceAll('{empresa}', () => empresa).replaceAll('{atendente}', () => first(atendente))
}
