import { Language } from '@plantao/ui/language'
import { useEffect } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { usePreferences } from './preferences.ts'
import { startSession, useSession } from './session/session.store.ts'
import { SignIn } from './session/sign-in.tsx'
import { Starting, Unreachable } from './session/waiting.tsx'
import { lazyPage } from './ui/lazy-page.tsx'
import { Missing } from './ui/missing.tsx'
import { Shell } from './ui/shell.tsx'

// Each page comes when it is first asked for; the door and the frame are what everybody needs.
const BotPage = lazyPage(() => import('./bot/bot-page.tsx'), 'BotPage')
const KnowledgePage = lazyPage(() => import('./knowledge/knowledge-page.tsx'), 'KnowledgePage')
const ProfilePage = lazyPage(() => import('./profile/profile-page.tsx'), 'ProfilePage')
const ResultsPage = lazyPage(() => import('./results/results-page.tsx'), 'ResultsPage')
const SubscriptionPage = lazyPage(() => import('./subscription/subscription-page.tsx'), 'SubscriptionPage')
const SupportPage = lazyPage(() => import('./support/support-page.tsx'), 'SupportPage')
const TeamPage = lazyPage(() => import('./team/team-page.tsx'), 'TeamPage')
const TutorialPage = lazyPage(() => import('./tutorials/tutorial-page.tsx'), 'TutorialPage')
const TutorialsPage = lazyPage(() => import('./tutorials/tutorials-page.tsx'), 'TutorialsPage')
const WhatsappPage = lazyPage(() => import('./whatsapp/whatsapp-page.tsx'), 'WhatsappPage')
const StartPage = lazyPage(() => import('./start/start-page.tsx'), 'StartPage')
const AcceptInvite = lazyPage(() => import('./session/accept-invite.tsx'), 'AcceptInvite')
const HeldPayment = lazyPage(() => import('./session/held-payment.tsx'), 'HeldPayment')
const ForgotPassword = lazyPage(() => import('./session/forgot-password.tsx'), 'ForgotPassword')
const ResetPassword = lazyPage(() => import('./session/reset-password.tsx'), 'ResetPassword')
const FirstPassword = lazyPage(() => import('./session/first-password.tsx'), 'FirstPassword')

/** What the address and the session ask for. */
export function App() {
  const language = usePreferences((preferences) => preferences.language)
  return (
    <Language value={language}>
      <Switch>
        <Route path="/login/forgot" component={ForgotPassword} />
        <Route path="/login/reset" component={ResetPassword} />
        <Route path="/login/invite" component={AcceptInvite} />
        <Route path="/login/held" component={HeldPayment} />
        <Route component={Inside} />
      </Switch>
    </Language>
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
