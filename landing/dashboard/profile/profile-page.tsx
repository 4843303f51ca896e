import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { Page } from '../ui/page.tsx'
import { Appearance } from './appearance.tsx'
import { Details } from './details.tsx'
import { Password } from './password.tsx'
import { Privacy } from './privacy.tsx'
import { Sessions } from './sessions.tsx'

/** Who I am here, how I sign in, and my company's data. */
export function ProfilePage() {
  const text = useText()
  const me = useMe()
  return (
    <Page title={text.menu.profile} lead={text.profile.lead}>
      <Details />
      <Password />
      <Sessions />
      <Appearance />
      {me.member.role === 'owner' && <Privacy />}
    </Page>
  )
}
