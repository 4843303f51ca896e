import { useLocation } from 'wouter'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { dayText } from '../ui/format.ts'
import { Show } from '../ui/loaded.tsx'
import { Empty } from '../ui/page.tsx'
import { useList } from '../ui/use-list.tsx'
import { useKnowledge, writeAbout } from './knowledge.store.ts'

/** What customers asked and the text does not say, alike questions together. */
export function Unanswered() {
  const text = useText()
  const me = useMe()
  const { list, button } = useList('topics', { query: { limit: 20 } })
  const [, go] = useLocation()
  const ready = useKnowledge(({ phase }) => phase === 'ready')
  function answer(question: string): void {
    writeAbout(question)
    go('/dashboard/knowledge')
  }
  return (
    <section className="panel">
      <p className="muted">{text.unanswered.lead}</p>
      <Show of={list}>
        {(topics) =>
          topics.length === 0 ? (
            <Empty>
              <p>{text.unanswered.empty}</p>
            </Empty>
          ) : (
            <ol className="rows">
              {topics.map((topic) => (
                <li key={topic.question} className="row">
                  <div>
                    <b lang="pt-BR">{topic.question}</b>
                    <p className="muted small">
                      {text.unanswered.asked(topic.count, topic.conversations)} ·{' '}
                      {text.unanswered.last(dayText(topic.lastAt, text.locale, me.tenant.timeZone))}
                    </p>
                    {topic.examples.length > 0 && (
                      <details>
                        <summary className="small">{text.unanswered.examples}</summary>
                        <ul className="bulleted small" lang="pt-BR">
                          {topic.examples.map((example) => (
                            <li key={example}>{example}</li>
                          ))}
                        </ul>
                      </details>
                    )}
                  </div>
                  <button
                    type="button"
                    className="button"
                    disabled={!ready}
                    aria-label={text.unanswered.writeAbout(topic.question)}
                    onClick={() => answer(topic.question)}
                  >
                    {text.unanswered.write}
                  </button>
                </li>
              ))}
            </ol>
          )
        }
      </Show>
      {button}
    </section>
  )
}
