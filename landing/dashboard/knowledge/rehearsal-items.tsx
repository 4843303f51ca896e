import type { RehearsalItem, RehearsalSide, RehearsalVerdict } from '@plantao/shared/rehearsals'
import { useText } from '../text/use-text.ts'
import { percentText } from '../ui/format.ts'
import { Bones, Show } from '../ui/loaded.tsx'
import { useList } from '../ui/use-list.tsx'
import { wasWeighed } from './confidence.ts'

type Props = { id: string; verdict: RehearsalVerdict }

/** Question by question: what is answered now, what the draft would answer. */
export function RehearsalItems({ id, verdict }: Props) {
  const text = useText()
  const { list, button } = useList('rehearsalItems', { params: { id }, query: { verdict, limit: 20 } })
  return (
    <>
      <p className="muted small">{text.rehearsal.hints[verdict]}</p>
      <Show of={list} bones={<Bones lines={6} />}>
        {(items) => (
          <ul className="diffs">
            {items.length === 0 && <li className="muted">{text.rehearsal.none}</li>}
            {items.map((item) => (
              <Diff key={item.id} item={item} />
            ))}
          </ul>
        )}
      </Show>
      {button}
    </>
  )
}

function Diff({ item }: { item: RehearsalItem }) {
  const text = useText()
  return (
    <li className="diff">
      <p className="asked">
        {item.question} {item.asked > 1 && <span className="tag">{text.rehearsal.asked(item.asked)}</span>}
      </p>
      {item.lostFacts.length > 0 && (
        <p className="danger small">
          {text.rehearsal.lost} {item.lostFacts.join(' · ')}
        </p>
      )}
      <div className="sides">
        <Side name={text.rehearsal.before} side={item.before} />
        <Side name={text.rehearsal.after} side={item.after} />
      </div>
    </li>
  )
}

function Side({ name, side }: { name: string; side: RehearsalSide }) {
  const text = useText()
  return (
    <div className="side">
      <p className="small">
        <b>{name}</b>{' '}
        <span className="muted">
          {text.knowledge.decisions[side.decision]}
          {wasWeighed(side) && ` · ${percentText(side.confidence, text.locale)}`}
        </span>
      </p>
      {side.reply && <p className="reply">{side.reply}</p>}
      {side.reason && <p className="muted small">{text.knowledge.reasons[side.reason]}</p>}
    </div>
  )
}
