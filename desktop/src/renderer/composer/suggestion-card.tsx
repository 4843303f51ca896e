import { Pencil, SendHorizontal, Sparkles, X } from 'lucide-react'
import { useConsole } from '../store.ts'
import { shareText } from '../text/format.ts'
import { failureText, useText } from '../text/use-text.ts'
import { askForDraft, discardDraft, lastWords, sendDraft, useSuggestions } from './suggestions.ts'

type Props = { conversationId: string; onEdit: (text: string) => void }

/** What the AI would write, above the field: send it, change it, or throw it away. It never goes by itself. */
export function SuggestionCard({ conversationId: id, onEdit }: Props) {
  const text = useText()
  const drafted = useSuggestions((all) => all[id])
  const lastAt = useConsole((state) => lastWords(state.conversations[id]))
  if (!drafted) return null
  const { status, value, failure, askedAt } = drafted
  const stale = status === 'ready' && lastAt !== null && lastAt !== askedAt
  const heading = value?.chunks[0]?.heading
  return (
    <section className="suggestion" aria-label={text.desk.draft.title} aria-busy={status === 'asking'}>
      <p className="suggestion-head">
        <Sparkles size={15} aria-hidden="true" />
        <strong>{text.desk.draft.title}</strong>
        {value?.text && (
          <span className="muted figures cut">
            {text.desk.draft.confidence(shareText(value.confidence, text.locale))}
            {heading && ` · ${text.desk.draft.from(heading)}`}
          </span>
        )}
        <button
          type="button"
          className="button button-plain button-icon suggestion-close"
          aria-label={text.desk.draft.discard}
          onClick={() => discardDraft(id)}
        >
          <X size={16} aria-hidden="true" />
        </button>
      </p>
      <div role="status">
        {status === 'asking' && <p className="muted">{text.desk.draft.asking}</p>}
        {status === 'failed' && failure && <p>{failureText(text, failure)}</p>}
        {status === 'ready' && !value?.text && (
          <p>
            {text.desk.draft.none} {value?.reason && text.reasonLong[value.reason]}
          </p>
        )}
        {value?.text && <p className="suggestion-text">{value.text}</p>}
        {stale && <p className="suggestion-stale">{text.desk.draft.stale}</p>}
      </div>
      <div className="suggestion-acts">
        {value?.text && (
          <>
            <button type="button" className="button" onClick={() => void sendDraft(id)}>
              <SendHorizontal size={15} aria-hidden="true" /> {text.desk.draft.use}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => {
                onEdit(value.text ?? '')
                discardDraft(id)
              }}
            >
              <Pencil size={15} aria-hidden="true" /> {text.desk.draft.edit}
            </button>
          </>
        )}
        {(stale || status === 'failed') && (
          <button type="button" className="button" onClick={() => void askForDraft(id)}>
            <Sparkles size={15} aria-hidden="true" /> {text.desk.draft.again}
          </button>
        )}
      </div>
    </section>
  )
}
