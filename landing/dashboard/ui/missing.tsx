import { Link } from 'wouter'
import { useText } from '../text/use-text.ts'
import { Page } from './page.tsx'

export function Missing() {
  const text = useText()
  return (
    <Page title={text.ui.missing} lead={text.ui.missingLead}>
      <p>
        <Link href="/dashboard" className="button button-main">
          {text.ui.toStart}
        </Link>
      </p>
    </Page>
  )
}
