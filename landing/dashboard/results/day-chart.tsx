import type { InsightDay } from '@plantao/shared/insights'
import { useText } from '../text/use-text.ts'

const WIDTH = 960
const HEIGHT = 176

/** Questions a day: answered by the AI below, handed to people above. The same as a table for who cannot see it. */
export function DayChart({ days }: { days: InsightDay[] }) {
  const text = useText()
  const most = Math.max(4, ...days.map((day) => day.answeredByAi + day.handoffs))
  const step = WIDTH / Math.max(days.length, 1)
  const bar = Math.min(28, step * 0.7)
  const scale = (count: number) => (count / most) * (HEIGHT - 8)
  const dayName = (day: string) =>
    new Date(`${day}T12:00:00Z`).toLocaleDateString(text.locale, {
      day: '2-digit',
      month: '2-digit',
      timeZone: 'UTC',
    })
  const every = Math.ceil(days.length / 10)
  return (
    <figure className="chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={text.results.byDay}
      >
        <path className="chart-line" d={`M0 ${HEIGHT - 0.5}H${WIDTH}`} />
        {days.map((day, i) => {
          const x = i * step + (step - bar) / 2
          const answered = scale(day.answeredByAi)
          const handed = scale(day.handoffs)
          const floor = HEIGHT
          return (
            <g key={day.day}>
              <title>{text.results.dayTitle(dayName(day.day), day.answeredByAi, day.handoffs)}</title>
              <rect className="chart-ai" x={x} y={floor - answered} width={bar} height={answered} rx="2" />
              <rect
                className="chart-person"
                x={x}
                y={floor - answered - handed - (handed > 0 && answered > 0 ? 2 : 0)}
                width={bar}
                height={handed}
                rx="2"
              />
            </g>
          )
        })}
      </svg>
      {/* Not in the drawing: letters must not shrink with it on a narrow screen. */}
      <div className="chart-days small" aria-hidden="true">
        {days.map(
          (day, i) =>
            i % every === 0 && (
              <span key={day.day} style={{ left: `${((i + 0.5) / days.length) * 100}%` }}>
                {dayName(day.day)}
              </span>
            ),
        )}
      </div>
      <figcaption className="legend small">
        <span>
          <i className="dot dot-ai" /> {text.results.byAi}
        </span>
        <span>
          <i className="dot dot-person" /> {text.results.toPeople}
        </span>
      </figcaption>
      <div className="unseen">
        <table>
          <caption>{text.results.byDay}</caption>
          <thead>
            <tr>
              <th scope="col">{text.results.day}</th>
              <th scope="col">{text.results.byAi}</th>
              <th scope="col">{text.results.toPeople}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day}>
                <th scope="row">{dayName(day.day)}</th>
                <td>{day.answeredByAi}</td>
                <td>{day.handoffs}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  )
}
