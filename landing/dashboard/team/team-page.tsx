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
  const invites = useLoad(() => api.invites({ query: { limit: 50 } }))
  return (
    <Page title={text.menu.team} lead={text.team.lead}>
      <InviteForm onInvited={() => void invites.reload()} />
      <Invites of={invites} />
      <Members of={members} />
    </Page>
  )
}
