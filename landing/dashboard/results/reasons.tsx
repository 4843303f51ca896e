import type { Insights } from '@plantao/shared/insights'
import { useText } from '../text/use-text.ts'

/** Why the AI stopped, most often first. */
export function Reasons({ reasons }: { reasons: Insights['handoffReasons'] }) {
  const text = useText()
  const most = Math.max(1, ...reasons.map(({ count }) => count))
  if (reasons.length === 0) return <p className="muted">{text.results.noHandoffs}</p>
  return (
    <ul className="bars">
      {[...reasons]
        .sort((a, b) => b.count - a.count)
        .map(({ reason, count }) => (
          <li key={reason}>
            <span>{text.results.reasonNames[reason]}</span>
            <meter min={0} max={most} value={count} aria-label={text.results.reasonNames[reason]} />
            <b>{count.toLocaleString(text.locale)}</b>
          </li>
        ))}
    </ul>
  )
}
