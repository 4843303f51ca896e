import type { KnowledgeRevision } from '@plantao/shared/knowledge'
import { Dialog } from '@plantao/ui/dialog'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { endpointQuery, reread } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { Confirmed } from '../ui/confirm.tsx'
import { momentText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Empty } from '../ui/page.tsx'
import { useList } from '../ui/use-list.tsx'
import { followPublished } from './knowledge.store.ts'

/** Every text that was ever published; any of them can be brought back, as a new version. */
export function History() {
  const text = useText()
  const { list, button } = useList('knowledgeRevisions', { query: { limit: 20 } })
  return (
    <section className="panel">
      <p className="muted">{text.knowledge.historyLead}</p>
      <Show of={list}>
        {(revisions) =>
          revisions.length === 0 ? (
            <Empty>
              <p>{text.knowledge.historyEmpty}</p>
            </Empty>
          ) : (
            <ul className="rows">
              {revisions.map((revision) => (
                <Revision key={revision.id} revision={revision} />
              ))}
            </ul>
          )
        }
      </Show>
      {button}
    </section>
  )
}

function Revision({ revision }: { revision: KnowledgeRevision }) {
  const text = useText()
  const me = useMe()
  const [open, setOpen] = useState(false)
  const origin = text.knowledge.origins[revision.origin]
  return (
    <li className="row">
      <div>
        <b>{text.knowledge.version(revision.number)}</b>{' '}
        {revision.current && <span className="tag tag-human">{text.knowledge.current}</span>}
        {revision.status === 'indexing' && <span className="tag tag-waiting">{text.knowledge.indexing}</span>}
        {revision.status === 'failed' && <span className="tag tag-danger">{text.knowledge.indexFailed}</span>}
        <p className="muted small">
          {momentText(revision.createdAt, text.locale, me.tenant.timeZone)}
          {revision.by && ` · ${revision.by.name}`} · {origin}
          {revision.restoredFrom !== undefined && ` ${revision.restoredFrom}`} ·{' '}
          {text.knowledge.characters(revision.characters.toLocaleString(text.locale))}
        </p>
      </div>
      <div className="buttons">
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {text.knowledge.read}
          <span className="unseen"> {text.knowledge.version(revision.number)}</span>
        </button>
        {!revision.current && (
          <Confirmed
            label={text.knowledge.restore}
            title={text.knowledge.restoreTitle(revision.number)}
            go={text.knowledge.restore}
            danger={false}
            act={async () => {
              await api.restoreRevision({ params: { id: revision.id } })
              await followPublished()
              await reread('knowledgeRevisions')
            }}
          >
            <p>{text.knowledge.restoreText}</p>
          </Confirmed>
        )}
      </div>
      {open && <RevisionText id={revision.id} number={revision.number} onClose={() => setOpen(false)} />}
    </li>
  )
}

function RevisionText({ id, number, onClose }: { id: string; number: number; onClose: () => void }) {
  const text = useText()
  const revision = useQuery(endpointQuery('knowledgeRevision', { params: { id } }))
  return (
    <Dialog title={text.knowledge.version(number)} onClose={onClose}>
      <Show of={revision}>
        {({ text: words }) => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it.
          <pre className="old-text" tabIndex={0} lang="pt-BR">
            {words}
          </pre>
        )}
      </Show>
    </Dialog>
  )
}
