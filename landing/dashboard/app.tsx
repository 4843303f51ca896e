import { useEffect } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { BotPage } from './bot/bot-page.tsx'
import { KnowledgePage } from './knowledge/knowledge-page.tsx'
import { ProfilePage } from './profile/profile-page.tsx'
import { ResultsPage } from './results/results-page.tsx'
import { AcceptInvite } from './session/accept-invite.tsx'
import { FirstPassword } from './session/first-password.tsx'
import { ForgotPassword } from './session/forgot-password.tsx'
import { ResetPassword } from './session/reset-password.tsx'
import { startSession, useSession } from './session/session.store.ts'
import { SignIn } from './session/sign-in.tsx'
import { Starting, Unreachable } from './session/waiting.tsx'
import { StartPage } from './start/start-page.tsx'
import { SubscriptionPage } from './subscription/subscription-page.tsx'
import { SupportPage } from './support/support-page.tsx'
import { TeamPage } from './team/team-page.tsx'
import { TutorialPage } from './tutorials/tutorial-page.tsx'
import { TutorialsPage } from './tutorials/tutorials-page.tsx'
import { Missing } from './ui/missing.tsx'
import { Shell } from './ui/shell.tsx'
import { WhatsappPage } from './whatsapp/whatsapp-page.tsx'

/** What the address and the session ask for. */
export function App() {
  return (
    <Switch>
      <Route path="/login/forgot" component={ForgotPassword} />
      <Route path="/login/reset" component={ResetPassword} />
      <Route path="/login/invite" component={AcceptInvite} />
      <Route component={Inside} />
    </Switch>
  )
}

function Inside() {
  const session = useSession()
  const [path, go] = useLocation()
  // The address is what the person wanted: kept while they sign in, left when they are in.
  useEffect(() => {
    if (session.phase === 'signedIn' && path === '/login') go('/dashboard', { replace: true })
  }, [session.phase, path, go])
  if (session.phase === 'starting') return <Starting />
  if (session.phase === 'unreachable') return <Unreachable onAgain={() => void startSession()} />
  if (session.phase === 'signedOut') return <SignIn ended={session.ended} />
  if (session.phase === 'passwordChange') return <FirstPassword temporary={session.password} />
  const isOwner = session.me.member.role === 'owner'
  return (
    <Shell isOwner={isOwner}>
      <Switch>
        <Route path="/dashboard">{isOwner ? <StartPage /> : <Redirect to="/dashboard/profile" />}</Route>
        <Route path="/dashboard/profile" component={ProfilePage} />
        <Route path="/dashboard/tutorials" component={TutorialsPage} />
        <Route path="/dashboard/tutorials/:slug">{({ slug }) => <TutorialPage slug={slug} />}</Route>
        <Route path="/dashboard/support" component={SupportPage} />
        {isOwner && <Route path="/dashboard/knowledge/:tab?" component={KnowledgePage} />}
        {isOwner && <Route path="/dashboard/whatsapp" component={WhatsappPage} />}
        {isOwner && <Route path="/dashboard/bot" component={BotPage} />}
        {isOwner && <Route path="/dashboard/team" component={TeamPage} />}
        {isOwner && <Route path="/dashboard/results" component={ResultsPage} />}
        {isOwner && <Route path="/dashboard/subscription" component={SubscriptionPage} />}
        <Route component={Missing} />
      </Switch>
    </Shell>
  )
}
