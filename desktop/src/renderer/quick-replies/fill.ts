/** What the variables of a quick reply stand for; null where it is not known. */
export type Filling = { nome: string | null; empresa: string; atendente: string }

const first = (name: string) => name.trim().split(/\s+/)[0] ?? name

/**
 * The text with `{nome}`, `{empresa}` and `{atendente}` filled in. An unknown name is left out together with the comma
 * or space before it, so that nobody reads "Oi, !". Other braces stay as they are.
 */
export function fill(text: string, { nome, empresa, atendente }: Filling): string {
  const named = nome?.trim()
    ? text.replaceAll('{nome}', () => first(nome))
    : text.replace(/,?[ \t]*\{nome\}/g, '').replace(/^[ \t,!]+/, '')
  return named.replaceAll('{empresa}', () => empresa).replaceAll('{atendente}', () => first(atendente))
}
