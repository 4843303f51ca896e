import { useAct } from '@plantao/ui/use-act'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { momentText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Panel } from '../ui/page.tsx'
import { useList } from '../ui/use-list.tsx'

/** Where I am signed in; any but this one can be ended. */
export function Sessions() {
  const text = useText()
  const me = useMe()
  const { list, button } = useList('sessions', { query: { limit: 20 } })
  const end = useAct(async (id: string) => {
    await api.revokeSession({ params: { id } })
    await reread('sessions')
  })
  const when = (at: string) => momentText(at, text.locale, me.tenant.timeZone)
  return (
    <Panel id="sessions" title={text.profile.sessions} lead={text.profile.sessionsLead}>
      <Show of={list}>
        {(sessions) => (
          <ul className="rows">
            {sessions.map((session) => (
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
      {button}
      <FailureNote failure={end.failure} />
    </Panel>
  )
}
