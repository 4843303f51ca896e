import type { Proposal } from '@plantao/shared/learning'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { momentText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Empty } from '../ui/page.tsx'
import { useList } from '../ui/use-list.tsx'
import { followPublished } from './knowledge.store.ts'

/** What people of the team answered, proposed as knowledge. Nothing enters without an owner. */
export function Proposals() {
  const text = useText()
  const { list, button } = useList('proposals', { query: { limit: 20 } })
  return (
    <section className="panel">
      <p className="muted">{text.proposals.lead}</p>
      <Show of={list}>
        {(proposals) =>
          proposals.length === 0 ? (
            <Empty>
              <p>{text.proposals.empty}</p>
            </Empty>
          ) : (
            <ul className="diffs">
              {proposals.map((proposal) => (
                <One key={proposal.id} proposal={proposal} />
              ))}
            </ul>
          )
        }
      </Show>
      {button}
    </section>
  )
}

function One({ proposal }: { proposal: Proposal }) {
  const text = useText()
  const me = useMe()
  const [words, setWords] = useState(proposal.text)
  const approve = useAct(async () => {
    const decided = await api.approveProposal({ params: { id: proposal.id }, body: { text: words } })
    await followPublished(decided.text)
    await reread('proposals')
  })
  const reject = useAct(async () => {
    await api.rejectProposal({ params: { id: proposal.id } })
    await reread('proposals')
  })
  return (
    <li className="diff">
      <p className="asked">{proposal.question}</p>
      <p className="muted small">
        {proposal.proposedBy && `${text.proposals.by(proposal.proposedBy.name)} · `}
        {momentText(proposal.createdAt, text.locale, me.tenant.timeZone)}
        {proposal.asked > 1 && ` · ${text.proposals.asked(proposal.asked)}`}
      </p>
      {proposal.contradictions.map((contradiction) => (
        <div key={contradiction.chunkId} className="note note-waiting" role="note">
          <div>
            <b>{text.proposals.contradicts}</b>
            <p className="small">
              {text.proposals.says(contradiction.existing.join(', '), contradiction.proposed.join(', '))}
            </p>
            <p className="small">“{contradiction.text}”</p>
          </div>
        </div>
      ))}
      <div className="field">
        <label htmlFor={`proposal-${proposal.id}`}>{text.proposals.text}</label>
        <textarea
          id={`proposal-${proposal.id}`}
          className="input"
          rows={4}
          lang="pt-BR"
          maxLength={5000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </div>
      <FailureNote failure={approve.failure ?? reject.failure} />
      <div className="buttons">
        <button
          type="button"
          className="button button-main"
          disabled={words.trim().length < 2}
          aria-disabled={approve.busy || reject.busy}
          onClick={() => void approve.run()}
        >
          {text.proposals.approve}
        </button>
        <button
          type="button"
          className="button"
          aria-disabled={approve.busy || reject.busy}
          onClick={() => void reject.run()}
        >
          {text.proposals.reject}
        </button>
      </div>
    </li>
  )
}
