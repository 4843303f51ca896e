import type { Session } from 'electron'
import type { DesktopSettings } from '../ipc/settings.ts'

/** Whether the languages are ours to choose: macOS decides by itself from what is written. */
export const CHOOSES_LANGUAGES = process.platform !== 'darwin'

/** Underlines misspelled words of these languages; of none, when there are none. */
export function checkSpelling(
  session: Pick<Session, 'setSpellCheckerEnabled' | 'setSpellCheckerLanguages'>,
  languages: DesktopSettings['spellcheck'],
): void {
  session.setSpellCheckerEnabled(languages.length > 0)
  if (CHOOSES_LANGUAGES) session.setSpellCheckerLanguages(languages)
}
