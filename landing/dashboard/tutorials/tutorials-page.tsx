import { Link } from 'wouter'
import { useText } from '../text/use-text.ts'
import { Page } from '../ui/page.tsx'
import { TUTORIALS } from './tutorials.ts'

export function TutorialsPage() {
  const text = useText()
  return (
    <Page title={text.menu.tutorials} lead={`${text.tutorials.lead} ${text.tutorials.onlyPortuguese}`.trim()}>
      <ol className="cards" lang="pt-BR">
        {TUTORIALS.map(({ slug, title, minutes }, i) => (
          <li key={slug}>
            <Link className="card" href={`/dashboard/tutorials/${slug}`}>
              <span className="step-mark" aria-hidden="true">
                {i + 1}
              </span>
              <b>{title}</b>
              <span className="muted small">{text.tutorials.minutes(minutes)}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Page>
  )
}
