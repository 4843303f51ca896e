import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { endpointQuery } from '../queries.ts'
import { useText } from '../text/use-text.ts'
import { Page } from '../ui/page.tsx'
import { InviteForm } from './invite-form.tsx'
import { Invites } from './invites.tsx'
import { Members } from './members.tsx'

/** Who attends: invite, give a role, remove. */
export function TeamPage() {
  const text = useText()
  const usage = useQuery(endpointQuery('subscription', {})).data?.usage
  return (
    <Page title={text.menu.team} lead={text.team.lead}>
      {usage && usage.attendants > usage.attendantsLimit && (
        <div className="note note-waiting">
          <p>{text.team.over(usage.attendants, usage.attendantsLimit)}</p>
          <Link className="button" href="/dashboard/subscription">
            {text.team.overGo}
          </Link>
        </div>
      )}
      <InviteForm />
      <Invites />
      <Members />
    </Page>
  )
}
