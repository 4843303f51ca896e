import type { Conversation } from '@plantao/shared/conversations'
import { phoneText } from '@plantao/ui/format'
import { bridge, folded, type SearchHit, silence } from '../bridge.ts'
import { openConversation, openMessage } from '../conversation/acts.ts'
import { askToLeave } from '../session/leave.ts'
import { toggleQuiet } from '../settings/machine.ts'
import { prefer, usePreferences } from '../settings/preferences.ts'
import type { Catalogue } from '../text/pt-br.ts'
import { ACTS } from './key-acts.ts'
import { type KeyName, keyOf } from './key-table.ts'

export type PaletteOption = {
  key: string
  group: 'commands' | 'conversations' | 'messages'
  words: string
  hint?: string
  keyShown?: string
  run: () => void
}

const MOST = 8

function darkNow(): boolean {
  const { theme } = usePreferences.getState()
  return theme === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark'
}

/** Silent because of a switch or an hour asked for; the daily hours are changed in the settings only. */
const silentByChoice = () =>
  ['off', 'until'].includes(silence(bridge().shell.noticing.get(), Date.now()) ?? '')

/** Every command that can be given now, in the catalogue's words. */
export function commands(text: Catalogue): PaletteOption[] {
  const keyed = Object.entries(ACTS).flatMap(([name, act]) =>
    name === 'palette' || !act.there()
      ? []
      : {
          key: name,
          group: 'commands' as const,
          words: text.keys.names[name as KeyName],
          keyShown: keyOf(name as KeyName),
          run: act.run,
        },
  )
  const plain = (key: string, words: string, run: () => void) => ({
    key,
    group: 'commands' as const,
    words,
    run,
  })
  return [
    ...keyed,
    plain('theme', text.palette.theme, () => prefer({ theme: darkNow() ? 'light' : 'dark' })),
    plain('language', text.palette.language, () =>
      prefer({ language: text.locale === 'en' ? 'pt-BR' : 'en' }),
    ),
    plain('quiet', silentByChoice() ? text.palette.loud : text.palette.quiet, toggleQuiet),
    plain('signOut', text.palette.signOut, askToLeave),
  ]
}

/** Letters shown before the word that was found. */
const LEAD = 24

/** A message's text from shortly before the first word that was looked for, so that it is seen in one line. */
export function excerpt(text: string, words: string[]): string {
  const plain = text.replace(/\s+/g, ' ')
  const at = Math.min(...words.map((word) => folded(plain).indexOf(word)).filter((found) => found >= 0))
  return Number.isFinite(at) && at > LEAD * 2 ? `…${plain.slice(at - LEAD)}` : plain
}

/** The options for a query: commands and conversations with every word of it, then cached messages. */
export function found(
  query: string,
  all: PaletteOption[],
  conversations: Conversation[],
  hits: SearchHit[],
  nameOf: (conversationId: string) => string,
): PaletteOption[] {
  const words = folded(query).split(/\s+/).filter(Boolean)
  const fits = (hay: string) => words.every((word) => folded(hay).includes(word))
  const people = words.length === 0 ? [] : conversations
  return [
    ...all.filter((each) => fits(each.words)),
    ...people
      .filter(({ contact }) => fits(`${contact.name ?? ''} ${contact.phone ?? ''}`))
      .slice(0, MOST)
      .map(({ id, contact }) => ({
        key: `conversation-${id}`,
        group: 'conversations' as const,
        words: nameOf(id),
        hint: phoneText(contact.phone) ?? '',
        run: () => openConversation(id),
      })),
    ...hits.slice(0, MOST).map((hit) => ({
      key: `message-${hit.messageId}`,
      group: 'messages' as const,
      words: excerpt(hit.text, words),
      hint: nameOf(hit.conversationId),
      run: () => void openMessage(hit.conversationId, hit.messageId),
    })),
  ]
}
