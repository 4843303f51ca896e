import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { momentText } from '../ui/format.ts'
import { useKnowledge } from './knowledge.store.ts'

/** Which text the bot answers from now, and whether a newer one is being indexed. */
export function PublishedLine() {
  const text = useText()
  const me = useMe()
  const published = useKnowledge((state) => state.published)
  const draftText = useKnowledge((state) => state.text)
  if (!published || published.revision === 0) {
    return (
      <p className="tag-line">
        <span className="tag tag-waiting">{text.knowledge.notPublished}</span>
      </p>
    )
  }
  const when = published.publishedAt
    ? momentText(published.publishedAt, text.locale, me.tenant.timeZone)
    : null
  return (
    <div className="tag-line" role="status">
      {published.status === 'indexing' && (
        <>
          <span className="tag tag-waiting">{text.knowledge.indexing}</span>
          <progress aria-label={text.knowledge.indexing} />
        </>
      )}
      {published.status === 'failed' && <span className="tag tag-danger">{text.knowledge.indexFailed}</span>}
      {published.status === 'ready' && (
        <span className="tag tag-human">{text.knowledge.live(published.revision)}</span>
      )}
      {when && <span className="muted small">{text.knowledge.publishedAt(when)}</span>}
      {draftText !== published.text && <span className="tag">{text.knowledge.draftDiffers}</span>}
    </div>
  )
}
