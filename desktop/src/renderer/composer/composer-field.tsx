import { SendMessage } from '@plantao/shared/conversations'
import type { QuickReply } from '@plantao/shared/quick-replies'
import { SendHorizontal, StickyNote } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { useShallow } from 'zustand/react/shallow'
import type { OutboxItem } from '../bridge.ts'
import { fill } from '../quick-replies/fill.ts'
import { usePreferences } from '../settings/preferences.ts'
import { useConsole } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { press, useHandle } from '../ui/handles.ts'
import { useUi } from '../ui/ui-store.ts'
import { isOnlySlash, matching, slashAt, withSlash } from './slash.ts'
import { SlashMenu } from './slash-menu.tsx'

/** WhatsApp's limit as the contract states it. */
export const LIMIT = SendMessage.shape.text.maxLength ?? 4096

type Props = {
  conversationId: string
  name: string
  kind: OutboxItem['kind']
  words: string
  /** How many files go along. */
  files: number
  write: (words: string) => void
  onFiles: (files: File[]) => void
  onSend: () => void
}

/** What a quick reply says to the customer of this conversation. */
function useFilled(conversationId: string): (reply: QuickReply) => string {
  const filling = useConsole(
    useShallow((state) => ({
      nome: state.conversations[conversationId]?.contact.name ?? null,
      empresa: state.session.me?.tenant.name ?? '',
      atendente: state.session.me?.member.name ?? '',
    })),
  )
  return ({ text }) => fill(text, filling)
}

/** Whether this press of Enter sends, by the key the person chose; the other one breaks the line. */
function sends({ shiftKey, ctrlKey, metaKey }: KeyboardEvent, sendKey: 'enter' | 'modEnter'): boolean {
  return ctrlKey || metaKey || (sendKey === 'enter' && !shiftKey)
}

/** The field itself: the chosen key sends, a slash brings the quick replies, pasted files are attached. */
export function ComposerField({ conversationId, name, kind, words, files, write, onFiles, onSend }: Props) {
  const text = useText()
  const listId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const replies = useConsole((state) => state.quickReplies)
  const filled = useFilled(conversationId)
  const sendKey = usePreferences((preferences) => preferences.sendKey)
  const [caret, setCaret] = useState(words.length)
  const [at, setAt] = useState(0)
  /** The text for which the list was sent away with Escape. */
  const [dismissed, setDismissed] = useState<string | null>(null)
  const slash = kind === 'text' && dismissed !== words ? slashAt(words, caret) : null
  const options = slash ? matching(replies, slash.query) : []
  const standing = Math.min(at, Math.max(0, options.length - 1))
  const note = kind === 'note'
  const length = words.trim().length
  const sendable = length <= LIMIT && (length > 0 || files > 0)

  useHandle(note ? 'note' : 'reply', () => field.current?.focus())
  useHandle(
    'slash',
    () => {
      const begun = withSlash(words)
      write(begun)
      setCaret(begun.length)
      setDismissed(null)
      field.current?.focus()
    },
    !note,
  )
  // A draft is gone on with, not written into: a fresh field would have its caret before the first word.
  useLayoutEffect(() => {
    const end = field.current?.value.length ?? 0
    field.current?.setSelectionRange(end, end)
  }, [])
  // Words may come from elsewhere (a quick reply, a draft of the AI): the field itself knows where its caret is then.
  useLayoutEffect(() => setCaret(field.current?.selectionStart ?? words.length), [words])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the words.
  useEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, 180)}px`
  }, [words])

  function choose(reply: QuickReply | undefined): void {
    if (!reply || !slash) return
    const before = words.slice(0, slash.from) + filled(reply)
    write(before + words.slice(caret))
    setCaret(before.length)
    requestAnimationFrame(() => field.current?.setSelectionRange(before.length, before.length))
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // These presses belong to the input method that is composing a character.
    if (event.nativeEvent.isComposing) return
    if (slash) {
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
      if (step) {
        event.preventDefault()
        setAt((standing + step + options.length) % Math.max(1, options.length))
        return
      }
      if (event.key === 'Escape') {
        if (words.trim() === '/') write('')
        else setDismissed(words)
        return
      }
      if ((event.key === 'Enter' || event.key === 'Tab') && options.length > 0) {
        event.preventDefault()
        choose(options[standing])
        return
      }
    }
    if (event.key === 'Escape') {
      event.currentTarget.blur()
      if (note) useUi.setState({ noting: null })
      press('list')
    }
    if (event.key === 'PageUp' || event.key === 'PageDown') {
      event.preventDefault()
      press(event.key === 'PageUp' ? 'pageUp' : 'pageDown')
    }
    if (event.key !== 'Enter' || !sends(event, sendKey)) return
    event.preventDefault()
    // A shortcut nobody wrote a reply for is no message to a customer.
    if (sendable && !(slash && isOnlySlash(words))) onSend()
  }

  return (
    <div className="composer-row">
      {slash && <SlashMenu id={listId} options={options} at={standing} filled={filled} onChoose={choose} />}
      <textarea
        id="composer"
        ref={field}
        rows={1}
        value={words}
        lang="pt-BR"
        spellCheck
        aria-autocomplete={slash ? 'list' : undefined}
        aria-controls={slash ? listId : undefined}
        aria-activedescendant={slash && options.length > 0 ? `${listId}-${standing}` : undefined}
        aria-label={note ? text.desk.note.label(name) : text.composer.label(name)}
        aria-describedby="composer-note"
        aria-invalid={length > LIMIT}
        placeholder={
          note ? text.desk.note.placeholder : files > 0 ? text.desk.file.caption : text.composer.placeholder
        }
        onChange={(event) => {
          write(event.target.value)
          setCaret(event.target.selectionStart)
          setAt(0)
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onPaste={(event) => {
          const pasted = [...event.clipboardData.files]
          if (note || pasted.length === 0) return
          event.preventDefault()
          onFiles(pasted)
        }}
        onKeyDown={onKeyDown}
      />
      <button
        type="submit"
        className="button button-main button-icon composer-send"
        aria-label={note ? text.desk.note.save : files > 0 ? text.desk.file.send(files) : text.composer.send}
        title={note ? text.desk.note.keys[sendKey] : text.composer.keys[sendKey]}
        disabled={!sendable}
      >
        {note ? <StickyNote size={18} aria-hidden="true" /> : <SendHorizontal size={18} aria-hidden="true" />}
      </button>
    </div>
  )
}
