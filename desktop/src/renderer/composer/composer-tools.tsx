import { Mic, Paperclip, Sparkles, StickyNote, Zap } from 'lucide-react'
import { useRef } from 'react'
import type { OutboxItem } from '../bridge.ts'
import { usePreferences } from '../settings/preferences.ts'
import { useText } from '../text/use-text.ts'
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
  onSlash: () => void
}

/** The line under the field: files, voice, quick replies, a draft by the AI, a note instead of a reply. */
export function ComposerTools({ conversationId, kind, length, onFiles, onRecord, onSlash }: Props) {
  const text = useText()
  const picker = useRef<HTMLInputElement>(null)
  const note = kind === 'note'
  const shape = { size: 17, 'aria-hidden': true }
  const sendKey = usePreferences((preferences) => preferences.sendKey)
  const keys = note ? text.desk.note.keys[sendKey] : text.composer.keys[sendKey]
  const tool = (id: string, words: string, key: string, icon: React.ReactNode, run: () => void) => (
    <button
      type="button"
      id={id}
      className="button button-plain button-icon"
      aria-label={words}
      title={`${words} (${key})`}
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
          document.getElementById('composer')?.focus()
        }}
      />
      {tool('tool-attach', text.desk.file.attach, 'U', <Paperclip {...shape} />, () =>
        picker.current?.click(),
      )}
      {tool('tool-voice', text.desk.voice.record, 'V', <Mic {...shape} />, onRecord)}
      {tool('tool-quick', text.desk.quick.open, '/', <Zap {...shape} />, onSlash)}
      <button
        type="button"
        className="button button-plain composer-ask"
        title={`${text.keys.draft} (S)`}
        disabled={note}
        onClick={() => void askForDraft(conversationId)}
      >
        <Sparkles {...shape} /> <span>{text.desk.draft.ask}</span>
      </button>
      <button
        type="button"
        className="button button-plain composer-ask"
        aria-pressed={note}
        title={`${text.desk.note.switch} (O)`}
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
