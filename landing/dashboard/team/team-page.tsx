import { Link } from 'wouter'
import { api } from '../api.ts'
import { useText } from '../text/use-text.ts'
import { Page } from '../ui/page.tsx'
import { useLoad } from '../ui/use-load.ts'
import { InviteForm } from './invite-form.tsx'
import { Invites } from './invites.tsx'
import { Members } from './members.tsx'

/** Who attends: invite, give a role, remove. */
export function TeamPage() {
  const text = useText()
  const members = useLoad(() => api.team({ query: { limit: 50 } }))
  // While a mail is on its way its address may turn out wrong.
  const invites = useLoad(() => api.invites({ query: { limit: 50 } }), '', 10_000)
  const plan = useLoad(() => api.subscription({}))
  const usage = plan.data?.usage
  const refused = invites.data?.items.filter((one) => one.refused).map(({ email }) => email) ?? []
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
      <InviteForm onInvited={() => void invites.reload()} refused={refused} />
      <Invites of={invites} />
      <Members of={members} />
    </Page>
  )
}
