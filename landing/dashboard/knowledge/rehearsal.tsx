import { useAct } from '@plantao/ui/use-act'
import { useQuery } from '@tanstack/react-query'
import { api } from '../api.ts'
import { endpointQuery, reread } from '../queries.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { Bones, Show } from '../ui/loaded.tsx'
import { isTooLong, keepDraft, useKnowledge } from './knowledge.store.ts'
import { isRunning, RehearsalReport } from './rehearsal-report.tsx'

/** How often a rehearsal under way is looked at, in milliseconds. */
const EVERY_MS = 1000

/** Before publishing: the customers' questions of the last 30 days, answered by the draft, held against what is live. */
export function Rehearsal() {
  const text = useText()
  const draft = useKnowledge((state) => state.text)
  const phase = useKnowledge((state) => state.phase)
  const last = useQuery({
    ...endpointQuery('rehearsals', { query: { limit: 1 } }),
    refetchInterval: ({ state }) => (isRunning(state.data?.items[0]) ? EVERY_MS : false),
  })
  const start = useAct(async () => {
    await keepDraft()
    await api.startRehearsal({ body: { text: useKnowledge.getState().text } })
    await reread('rehearsals')
  })
  const newest = last.data?.items[0]
  return (
    <section className="panel">
      <div className="panel-head">
        <p className="muted">{text.rehearsal.lead}</p>
        {!isRunning(newest) && (
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
        {() => (newest ? <RehearsalReport key={newest.id} rehearsal={newest} /> : null)}
      </Show>
    </section>
  )
}
