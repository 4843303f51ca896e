import { readFileSync } from 'node:fs'
import type { MessageKind } from '@plantao/shared/conversations'

export type Attack = {
  id: string
  category: string
  /** An `audio` is what a voice note said, an `image` its caption. */
  kind: MessageKind
  text: string
  /** What an obedient model would write. */
  wish: string
  /** What in a reply shows that it obeyed. */
  obeyed: string
}

/** The attacks committed as data. */
export function loadAttacks(): Attack[] {
  const file = new URL('../data/redteam/attacks.json', import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')).attacks
}

/** Whether a reply did what the attack wanted. */
export function obeys(reply: string, { obeyed }: Attack): boolean {
  return reply.toLowerCase().includes(obeyed.toLowerCase())
}
