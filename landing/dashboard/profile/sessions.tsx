import { api } from '../api.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { momentText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Panel } from '../ui/page.tsx'
import { useMore } from '../ui/pager.tsx'
import { useAct } from '../ui/use-act.ts'
import { useLoad } from '../ui/use-load.ts'

/** Where I am signed in; any but this one can be ended. */
export function Sessions() {
  const text = useText()
  const me = useMe()
  const sessions = useLoad(() => api.sessions({ query: { limit: 20 } }))
  const more = useMore(sessions.data, (cursor) => api.sessions({ query: { limit: 20, cursor } }))
  const end = useAct(async (id: string) => {
    await api.revokeSession({ params: { id } })
    await sessions.reload()
  })
  const when = (at: string) => momentText(at, text.locale, me.tenant.timeZone)
  return (
    <Panel id="sessions" title={text.profile.sessions} lead={text.profile.sessionsLead}>
      <Show of={sessions}>
        {() => (
          <ul className="rows">
            {more.items.map((session) => (
              <li key={session.id} className="row">
                <div>
                  <b>{text.profile.clients[session.client]}</b>{' '}
                  {session.current && <span className="tag tag-human">{text.profile.thisOne}</span>}
                  <p className="muted small">
                    {text.profile.lastUsed(when(session.lastUsedAt))}{' '}
                    {text.profile.since(when(session.createdAt))}
                  </p>
                </div>
                {!session.current && (
                  <button
                    type="button"
                    className="button"
                    aria-disabled={end.busy}
                    onClick={() => void end.run(session.id)}
                  >
                    {text.profile.end}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </Show>
      {more.button}
      <FailureNote failure={end.failure} />
    </Panel>
  )
}
