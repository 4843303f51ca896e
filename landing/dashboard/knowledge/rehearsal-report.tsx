import type { Rehearsal, RehearsalVerdict } from '@plantao/shared/rehearsals'
import { useAct } from '@plantao/ui/use-act'
import { useState } from 'react'
import { Link } from 'wouter'
import { api } from '../api.ts'
import { reread } from '../queries.ts'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { FailureNote } from '../ui/failure.tsx'
import { momentText } from '../ui/format.ts'
import { RehearsalItems } from './rehearsal-items.tsx'

const VERDICTS = ['broken', 'new', 'changed', 'unchanged'] as const

/** How far one rehearsal is, what it found so far, and the way to stop it. */
export function RehearsalReport({ rehearsal }: { rehearsal: Rehearsal }) {
  const text = useText()
  const me = useMe()
  const over = !isRunning(rehearsal)
  const [verdict, setVerdict] = useState<RehearsalVerdict | null>(null)
  const cancel = useAct(async () => {
    await api.cancelRehearsal({ params: { id: rehearsal.id } })
    await reread('rehearsals')
  })
  const shown = verdict ?? VERDICTS.find((one) => (rehearsal.counts[one] ?? 0) > 0) ?? 'broken'
  return (
    <>
      {!over && (
        <div className="progress" role="status">
          <progress
            {...(rehearsal.total > 0 ? { max: rehearsal.total, value: rehearsal.done } : {})}
            aria-label={text.rehearsal.running}
          />
          <span className="small">
            {rehearsal.total > 0
              ? text.rehearsal.progress(rehearsal.done, rehearsal.total)
              : text.rehearsal.gathering}
          </span>
          <button
            type="button"
            className="button"
            aria-disabled={cancel.busy}
            onClick={() => void cancel.run()}
          >
            {text.ui.cancel}
          </button>
        </div>
      )}
      <FailureNote failure={cancel.failure} />
      {over && (
        <p className="tag-line" role="status">
          <span className={`tag ${rehearsal.status === 'done' ? 'tag-human' : 'tag-waiting'}`}>
            {rehearsal.failure === 'quota'
              ? text.rehearsal.overCeiling
              : text.rehearsal.statuses[rehearsal.status]}
          </span>
          <span className="muted small">
            {momentText(rehearsal.startedAt, text.locale, me.tenant.timeZone)}
            {rehearsal.source && ` · ${text.rehearsal.sources[rehearsal.source]}`}
          </span>
          {!rehearsal.upToDate && <span className="tag tag-waiting">{text.rehearsal.outOfDate}</span>}
          {rehearsal.upToDate && rehearsal.draftChanged && (
            <span className="tag tag-waiting">{text.rehearsal.draftChanged}</span>
          )}
          <Link className="button" href="/dashboard/knowledge">
            {text.rehearsal.backToText}
          </Link>
        </p>
      )}
      {rehearsal.total > 0 && (
        <>
          <fieldset className="counts">
            <legend className="unseen">{text.rehearsal.show}</legend>
            {VERDICTS.map((one) => (
              <button
                key={one}
                type="button"
                className={`count count-${one}`}
                aria-pressed={shown === one}
                onClick={() => setVerdict(one)}
              >
                <b>{rehearsal.counts[one] ?? 0}</b>
                {text.rehearsal.verdicts[one]}
              </button>
            ))}
          </fieldset>
          <RehearsalItems
            key={`${shown} ${over ? 'over' : rehearsal.counts[shown]}`}
            id={rehearsal.id}
            verdict={shown}
          />
        </>
      )}
    </>
  )
}

/** Whether it waits or works still. */
export function isRunning(rehearsal: Rehearsal | undefined): boolean {
  return rehearsal?.status === 'queued' || rehearsal?.status === 'running'
}
