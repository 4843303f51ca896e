import type { TryAnswer } from '@plantao/shared/conversations'
import { useText } from '../text/use-text.ts'
import { percentText } from '../ui/format.ts'
import { wasWeighed } from './confidence.ts'

const TAGS = { answer: 'tag-human', clarify: 'tag-bot', smalltalk: 'tag-bot', handoff: 'tag-waiting' }

/** What the bot would do with one question, and why. */
export function Outcome({ answer }: { answer: TryAnswer }) {
  const text = useText()
  return (
    <div className="outcome">
      <div className="tag-line">
        <span className={`tag ${TAGS[answer.decision]}`}>{text.knowledge.decisions[answer.decision]}</span>
        {answer.reason && <span className="muted small">{text.knowledge.reasons[answer.reason]}</span>}
      </div>
      {answer.reply && <p className="reply">{answer.reply}</p>}
      {answer.decision !== 'smalltalk' && !wasWeighed(answer) && (
        <p className="muted small">{text.knowledge.notWeighed}</p>
      )}
      {answer.decision !== 'smalltalk' && wasWeighed(answer) && (
        <p className="confidence">
          <span className="muted small">{text.knowledge.confidence}</span>
          <meter min={0} max={1} value={answer.confidence} aria-label={text.knowledge.confidence} />
          <b className="small">{percentText(answer.confidence, text.locale)}</b>
        </p>
      )}
      {answer.chunks.length > 0 && (
        <details>
          <summary className="small">{text.knowledge.chunks(answer.chunks.length)}</summary>
          <ol className="chunks">
            {answer.chunks.map((chunk) => (
              <li key={chunk.id}>
                {chunk.heading && <b>{chunk.heading}</b>}
                <p>{chunk.text}</p>
                <span className="muted small">
                  {text.knowledge.score(
                    chunk.score.toLocaleString(text.locale, {
                      minimumFractionDigits: 2,
                      maximumFractionDigits: 2,
                    }),
                  )}
                </span>
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  )
}
