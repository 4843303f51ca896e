/** What a form can hold once its brackets are read. */
export type Form = { [key: string]: string | Form }

/** Keys that would reach into every object. */
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** Reads `a[b][0]=c` as Stripe does: nested objects, lists as objects with number keys. */
export function parseForm(text: string): Form {
  const form: Form = {}
  for (const [key, value] of new URLSearchParams(text)) {
    const path = key.split(/[[\]]+/).filter((part) => part !== '')
    if (path.some((part) => FORBIDDEN.has(part))) continue
    let at = form
    for (const part of path.slice(0, -1)) {
      const inner = at[part]
      const next: Form = typeof inner === 'object' ? inner : {}
      at[part] = next
      at = next
    }
    const last = path.at(-1)
    if (last !== undefined) at[last] = value
  }
  return form
}

/** The text at a path, or undefined. */
export function textAt(form: Form, ...path: string[]): string | undefined {
  const found = at(form, path)
  return typeof found === 'string' ? found : undefined
}

/** The nested form at a path; empty when there is none. */
export function formAt(form: Form, ...path: string[]): Form {
  const found = at(form, path)
  return typeof found === 'object' ? found : {}
}

/** A flat record of texts, as metadata is. */
export function recordAt(form: Form, ...path: string[]): Record<string, string> {
  const texts = Object.entries(formAt(form, ...path)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return Object.fromEntries(texts)
}

/** A list of texts: `expand[0]=a&expand[1]=b`, or `expand[]=a`. */
export function listAt(form: Form, ...path: string[]): string[] {
  const found = at(form, path)
  if (typeof found === 'string') return [found]
  return Object.values(found ?? {}).filter((value): value is string => typeof value === 'string')
}

function at(form: Form, path: string[]): string | Form | undefined {
  let found: string | Form | undefined = form
  for (const part of path) found = typeof found === 'object' ? found[part] : undefined
  return found
}
