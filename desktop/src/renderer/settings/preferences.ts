import { create } from 'zustand'
import { bridge, firstLanguage } from '../bridge.ts'

export type Preferences = {
  language: 'pt-BR' | 'en'
  theme: 'system' | 'light' | 'dark'
  sound: boolean
  /** Which sound, when there is one. */
  chime: 'soft' | 'bell' | 'knock'
  /** What sends a reply; the other of Enter and a key with Enter breaks the line. */
  sendKey: 'enter' | 'modEnter'
  /** The panel that tells why the bot called. */
  why: boolean
  /** The invitation to turn on notifications was answered. */
  invited: boolean
}

const DEFAULTS: Preferences = {
  ...{ language: 'pt-BR', theme: 'system', sound: false, chime: 'soft', sendKey: 'enter' },
  ...{ why: true, invited: false },
}

/** What this person prefers on this machine. */
export const usePreferences = create<Preferences>(() => DEFAULTS)

const CHOICES: { [K in keyof Preferences]: readonly Preferences[K][] } = {
  language: ['pt-BR', 'en'],
  theme: ['system', 'light', 'dark'],
  sound: [true, false],
  chime: ['soft', 'bell', 'knock'],
  sendKey: ['enter', 'modEnter'],
  why: [true, false],
  invited: [true, false],
}

/** Preferences from remembered text; anything unknown or broken falls back to its default. */
export function parsePreferences(text: string | null): Preferences {
  let raw: unknown = null
  try {
    raw = JSON.parse(text ?? 'null')
  } catch {
    return DEFAULTS
  }
  const found: Record<string, unknown> = { ...DEFAULTS }
  for (const [name, choices] of Object.entries(CHOICES)) {
    const value = (raw as Record<string, unknown> | null)?.[name]
    if ((choices as readonly unknown[]).includes(value)) found[name] = value
  }
  return found as Preferences
}

function wear({ theme, language }: Preferences): void {
  document.documentElement.dataset.theme = theme
  document.documentElement.lang = language
}

/** Reads what was remembered and dresses the page in it. */
export function readPreferences(): void {
  const remembered = bridge().shell.preferences()
  const found = { ...parsePreferences(remembered) }
  if (!remembered) found.language = firstLanguage(navigator.language)
  usePreferences.setState(found)
  wear(found)
}

/** Changes some preferences, at once and for the next time. */
export function prefer(part: Partial<Preferences>): void {
  usePreferences.setState(part)
  const now = usePreferences.getState()
  wear(now)
  bridge().shell.keepPreferences(JSON.stringify(now))
}
