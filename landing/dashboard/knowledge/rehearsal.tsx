import { api } from '../api.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Bones, Show } from '../ui/loaded.tsx'
import { useAct } from '../ui/use-act.ts'
import { useLoad } from '../ui/use-load.ts'
import { isTooLong, keepDraft, useKnowledge } from './knowledge.store.ts'
import { RehearsalReport } from './rehearsal-report.tsx'

/** Before publishing: the customers' questions of the last 30 days, answered by the draft, held against what is live. */
export function Rehearsal() {
  const text = useText()
  const draft = useKnowledge((state) => state.text)
  const phase = useKnowledge((state) => state.phase)
  const last = useLoad(() => api.rehearsals({ query: { limit: 1 } }))
  const start = useAct(async () => {
    await keepDraft()
    const begun = await api.startRehearsal({ body: { text: useKnowledge.getState().text } })
    last.set({ items: [begun] })
  })
  const newest = last.data?.items[0]
  const running = newest?.status === 'queued' || newest?.status === 'running'
  return (
    <section className="panel">
      <div className="panel-head">
        <p className="muted">{text.rehearsal.lead}</p>
        {!running && (
          <button
            type="button"
            className="button button-main"
            disabled={phase !== 'ready' || draft.trim() === '' || isTooLong(draft)}
            aria-disabled={start.busy}
            onClick={() => void start.run()}
          >
            {newest ? text.rehearsal.again : text.rehearsal.go}
          </button>
        )}
      </div>
      <FailureNote failure={start.failure} />
      <Show of={last} bones={<Bones lines={6} />}>
        {() => (newest ? <RehearsalReport key={newest.id} first={newest} onChange={last.reload} /> : null)}
      </Show>
    </section>
  )
}
