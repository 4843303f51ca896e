import { KNOWLEDGE_LIMIT } from '@plantao/shared/knowledge'
import { timeText } from '@plantao/ui/format'
import { useAct } from '@plantao/ui/use-act'
import { useCallback, useState } from 'react'
import { Link } from 'wouter'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote, failureText } from '../ui/failure.tsx'
import { Bones } from '../ui/loaded.tsx'
import { useLeaveGuard } from '../ui/use-leave-guard.ts'
import { ImportFile } from './import-file.tsx'
import {
  discardDraft,
  isTooLong,
  openKnowledge,
  publish,
  takeCaret,
  useKnowledge,
  write,
} from './knowledge.store.ts'
import { PublishedLine } from './published-line.tsx'

/** The company's text: written, counted, kept by itself, published by the one button. */
export function Editor() {
  const text = useText()
  const me = useMe()
  const state = useKnowledge()
  const [published, setPublished] = useState(false)
  const act = useAct(async () => {
    await publish()
    setPublished(true)
  })
  useLeaveGuard(state.draft !== 'kept')
  const beginThere = useCallback((field: HTMLTextAreaElement | null) => {
    if (!field) return
    const caret = takeCaret()
    if (caret === null) return
    field.setSelectionRange(caret, caret)
    // Taking the focus brings the caret into view.
    field.focus()
  }, [])
  if (state.phase === 'loading') {
    return (
      <section className="panel" role="status" aria-label={text.ui.loading}>
        <Bones lines={12} />
      </section>
    )
  }
  if (state.phase === 'failed') {
    return (
      <div className="note note-danger" role="alert">
        <p>{failureText(text, state.failure)}</p>
        <button type="button" className="button" onClick={() => void openKnowledge(me.member.id)}>
          {text.ui.again}
        </button>
      </div>
    )
  }
  const { length } = state.text
  const tooLong = isTooLong(state.text)
  const changed = state.text !== state.published?.text
  const number = (value: number) => value.toLocaleString(text.locale)
  return (
    <section className="panel">
      <PublishedLine />
      {state.restored && (
        <div className="note note-waiting" role="status">
          <p>{text.knowledge.restored}</p>
        </div>
      )}
      <div className="field">
        <div className="editor-head">
          <label htmlFor="knowledge">{text.knowledge.label}</label>
          <ImportFile />
        </div>
        <textarea
          id="knowledge"
          ref={beginThere}
          className="input editor"
          spellCheck
          lang="pt-BR"
          placeholder={text.knowledge.placeholder}
          aria-invalid={tooLong || undefined}
          aria-describedby="knowledge-count knowledge-state"
          value={state.text}
          onChange={(event) => {
            setPublished(false)
            act.forget()
            write(event.target.value)
          }}
        />
        <div className="editor-foot">
          <p id="knowledge-state" role="status" className="muted small">
            {saveState()}
          </p>
          <p id="knowledge-count" className={tooLong ? 'danger small' : 'muted small'}>
            <b>{number(length)}</b> {text.knowledge.of(number(KNOWLEDGE_LIMIT))}
          </p>
        </div>
        <meter
          className={tooLong ? 'fill fill-over' : 'fill'}
          min={0}
          max={KNOWLEDGE_LIMIT}
          value={Math.min(length, KNOWLEDGE_LIMIT)}
          aria-label={text.knowledge.meter}
        />
      </div>
      {tooLong && (
        <p className="note note-danger" role="alert">
          {text.knowledge.tooLong(number(length), number(KNOWLEDGE_LIMIT), number(length - KNOWLEDGE_LIMIT))}
        </p>
      )}
      <FailureNote failure={state.saveFailure} />
      <FailureNote failure={act.failure} />
      {published && !changed && (
        <div className="note note-human" role="status">
          <p>{text.knowledge.publishedNow}</p>
          <Link className="button" href="/dashboard/knowledge/try">
            {text.knowledge.tryIt}
          </Link>
        </div>
      )}
      <div className="buttons">
        <button
          type="button"
          className="button button-main"
          disabled={tooLong || !changed || length === 0}
          aria-disabled={act.busy}
          onClick={() => void act.run()}
        >
          {act.busy ? text.knowledge.publishing : text.knowledge.publish}
        </button>
        <Link className="button" href="/dashboard/knowledge/rehearsal">
          {text.knowledge.rehearseFirst}
        </Link>
        {changed && state.published && state.published.revision > 0 && (
          <button type="button" className="button button-plain" onClick={discardDraft}>
            {text.knowledge.discard}
          </button>
        )}
      </div>
      <p className="muted small">{text.knowledge.publishHint}</p>
    </section>
  )

  function saveState(): string {
    if (state.draft === 'saving') return text.ui.saving
    if (state.draft === 'here') return text.knowledge.here
    if (state.draft === 'waiting') return text.ui.unsaved
    if (state.keptAt === null) return ''
    return text.knowledge.draftSaved(timeText(state.keptAt, text.locale, me.tenant.timeZone))
  }
}
