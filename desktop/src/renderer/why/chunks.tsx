import type { Receipt } from '@plantao/shared/conversations'
import { cut } from '@plantao/shared/cut'
import { Quote } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../text/use-text.ts'

/** A passage longer than this is folded: five of them must be seen at a glance. Letters. */
const FOLD = 220

type Chunk = Receipt['chunks'][number]

/** The passage without its heading, where that is its first line. */
function wordsOf({ heading, text }: Chunk): string {
  if (!heading || !text.startsWith(heading)) return text
  const rest = text.slice(heading.length)
  return /^\s/.test(rest) ? rest.trimStart() : text
}

function Passage({ chunk, best }: { chunk: Chunk; best: number }) {
  const text = useText()
  const [whole, setWhole] = useState(false)
  const words = wordsOf(chunk)
  // A score has no scale of its own (it differs by index), so it is shown against the best of this answer.
  const share = best > 0 ? Math.max(0, Math.min(1, chunk.score / best)) : 0
  const percent = share.toLocaleString(text.locale, { style: 'percent', maximumFractionDigits: 0 })
  return (
    <li className={chunk.cited ? 'chunk chunk-cited' : 'chunk'}>
      <p className="why-row">
        <strong className="cut">{chunk.heading ?? cut(chunk.text, 40)}</strong>
        <span className="chunk-score" title={text.desk.panel.match(percent)}>
          <span style={{ width: `${Math.round(share * 100)}%` }} aria-hidden="true" />
          <span className="unseen">{text.desk.panel.match(percent)}</span>
        </span>
      </p>
      <p className="chunk-text">{words.length > FOLD && !whole ? `${cut(words, FOLD).trimEnd()}…` : words}</p>
      {words.length > FOLD && (
        <button
          type="button"
          className="link chunk-more"
          aria-expanded={whole}
          onClick={() => setWhole(!whole)}
        >
          {whole ? text.desk.panel.less : text.desk.panel.more}
        </button>
      )}
      {chunk.cited && (
        <p className="chunk-mark">
          <Quote size={12} aria-hidden="true" /> {text.why.cited}
        </p>
      )}
    </li>
  )
}

/** The passages of the knowledge that were looked at, best first as they were found. */
export function Chunks({ receipt }: { receipt: Receipt }) {
  const text = useText()
  const best = Math.max(0, ...receipt.chunks.map(({ score }) => score))
  return (
    <div className="why-part">
      <h3>{text.why.chunks}</h3>
      {receipt.chunks.length === 0 && <p className="muted">{text.why.noChunks}</p>}
      <ul className="chunks">
        {receipt.chunks.map((chunk) => (
          <Passage key={chunk.id} chunk={chunk} best={best} />
        ))}
      </ul>
    </div>
  )
}
