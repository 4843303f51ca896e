import { SendMessage } from '@plantao/shared/conversations'
import { SendHorizontal } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { bridge } from '../bridge.ts'
import { useConsole, useMyId } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { useUi } from '../ui/ui-store.ts'
import { otherHolder, reply } from './acts.ts'

/** WhatsApp's limit as the contract states it, and from where the count is shown. */
const LIMIT = SendMessage.shape.text.maxLength ?? 4096
const NEAR_LIMIT = LIMIT - 500

/**
 * Where a reply is written. Mounted anew for every conversation (`key`), and `conversationId` is the one it was
 * mounted for: words typed here can only go there, whatever opens meanwhile.
 */
export function Composer({ conversationId, name }: { conversationId: string; name: string }) {
  const text = useText()
  const myId = useMyId()
  const conversation = useConsole((state) => state.conversations[conversationId])
  const draft = useConsole((state) => state.drafts[conversationId] ?? '')
  const [words, setWords] = useState(draft)
  const field = useRef<HTMLTextAreaElement>(null)
  const typed = useRef(draft)
  /** What was written here and not yet heard back: an echo must not overwrite the letters typed since. */
  const echoes = useRef<string[]>([])

  // A draft that changed elsewhere (a reply taken back, one sent after a takeover) shows here too.
  useEffect(() => {
    const heard = echoes.current.lastIndexOf(draft)
    if (heard >= 0) echoes.current.splice(0, heard + 1)
    else if (draft !== typed.current) {
      typed.current = draft
      setWords(draft)
    }
  }, [draft])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the words.
  useEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${Math.min(area.scrollHeight, 180)}px`
  }, [words])

  function write(next: string): void {
    typed.current = next
    echoes.current.push(next)
    setWords(next)
    void bridge().console.setDraft(conversationId, next)
    if (next) void bridge().console.typed(conversationId)
  }

  const trimmed = words.trim()
  const tooLong = trimmed.length > LIMIT
  const holder = otherHolder(conversation, myId)
  const mine = conversation?.state !== 'ai_active' && conversation?.assignee?.id === myId

  async function send(): Promise<void> {
    if (!trimmed || tooLong) return
    const kept = words
    if (!holder) write('')
    const left = await reply(conversationId, trimmed)
    // Not accepted after all, and nothing else was typed since: the words come back.
    if (!left && typed.current === '') write(kept)
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <p
        className={`composer-note ${holder ? 'composer-held' : mine ? 'composer-mine' : 'muted'}`}
        id="composer-note"
      >
        {holder ? text.composer.heldBy(holder) : mine ? text.composer.you : text.composer.takesOver}
      </p>
      <div className="composer-row">
        <textarea
          id="composer"
          ref={field}
          rows={1}
          value={words}
          lang="pt-BR"
          spellCheck
          aria-label={text.composer.label(name)}
          aria-describedby="composer-note"
          aria-invalid={tooLong}
          placeholder={text.composer.placeholder}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.currentTarget.blur()
              const card = useUi.getState().cursor
              document.querySelector<HTMLElement>(`[data-card="${card}"]`)?.focus()
            }
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            void send()
          }}
        />
        <button
          type="submit"
          className="button button-main button-icon composer-send"
          aria-label={text.composer.send}
          title={text.composer.keys}
          disabled={!trimmed || tooLong}
        >
          <SendHorizontal size={18} aria-hidden="true" />
        </button>
      </div>
      <p className={tooLong ? 'composer-keys composer-long figures' : 'composer-keys figures'}>
        {trimmed.length > NEAR_LIMIT ? text.composer.count(trimmed.length, LIMIT) : text.composer.keys}
        {tooLong && ` · ${text.composer.tooLong}`}
      </p>
    </form>
  )
}
