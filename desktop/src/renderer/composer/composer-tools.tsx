import { Mic, Paperclip, Sparkles, StickyNote, Zap } from 'lucide-react'
import { useRef } from 'react'
import type { OutboxItem } from '../bridge.ts'
import { usePreferences } from '../settings/preferences.ts'
import { useText } from '../text/use-text.ts'
import { press, useHandle } from '../ui/handles.ts'
import { type KeyName, withKey } from '../ui/key-table.ts'
import { toggleNote } from './acts.ts'
import { LIMIT } from './composer-field.tsx'
import { askForDraft } from './suggestions.ts'

/** From here on the count of letters is shown. */
const NEAR_LIMIT = LIMIT - 500

type Props = {
  conversationId: string
  kind: OutboxItem['kind']
  /** Letters written. */
  length: number
  onFiles: (files: File[]) => void
  onRecord: () => void
}

/** The line under the field: files, voice, quick replies, a draft by the AI, a note instead of a reply. */
export function ComposerTools({ conversationId, kind, length, onFiles, onRecord }: Props) {
  const text = useText()
  const picker = useRef<HTMLInputElement>(null)
  const note = kind === 'note'
  const shape = { size: 17, 'aria-hidden': true }
  const sendKey = usePreferences((preferences) => preferences.sendKey)
  const keys = note ? text.desk.note.keys[sendKey] : text.composer.keys[sendKey]
  useHandle('attach', () => picker.current?.click(), !note)
  useHandle('voice', onRecord, !note)
  const tool = (words: string, name: KeyName, icon: React.ReactNode, run: () => void) => (
    <button
      type="button"
      className="button button-plain button-icon"
      aria-label={words}
      title={name === 'slash' ? `${words} (/)` : withKey(words, name)}
      disabled={note}
      onClick={run}
    >
      {icon}
    </button>
  )
  return (
    <div className="composer-tools">
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
          press('reply')
        }}
      />
      {tool(text.desk.file.attach, 'attach', <Paperclip {...shape} />, () => picker.current?.click())}
      {tool(text.desk.voice.record, 'voice', <Mic {...shape} />, onRecord)}
      {tool(text.desk.quick.open, 'slash', <Zap {...shape} />, () => press('slash'))}
      <button
        type="button"
        className="button button-plain composer-ask"
        title={withKey(text.keys.names.draft, 'draft')}
        disabled={note}
        onClick={() => void askForDraft(conversationId)}
      >
        <Sparkles {...shape} /> <span>{text.desk.draft.ask}</span>
      </button>
      <button
        type="button"
        className="button button-plain composer-ask"
        aria-pressed={note}
        title={withKey(text.desk.note.switch, 'note')}
        onClick={() => toggleNote(conversationId)}
      >
        <StickyNote {...shape} /> <span>{text.desk.note.switch}</span>
      </button>
      <p className={length > LIMIT ? 'composer-keys composer-long figures' : 'composer-keys figures'}>
        {length > NEAR_LIMIT ? text.composer.count(length, LIMIT) : keys}
        {length > LIMIT && ` · ${text.composer.tooLong}`}
      </p>
    </div>
  )
}
