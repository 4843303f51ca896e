import { useEffect } from 'react'
import { Link, useParams } from 'wouter'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { Page } from '../ui/page.tsx'
import { Editor } from './editor.tsx'
import { History } from './history.tsx'
import { openKnowledge } from './knowledge.store.ts'
import { Playground } from './playground.tsx'
import { Proposals } from './proposals.tsx'
import { Rehearsal } from './rehearsal.tsx'
import { Unanswered } from './unanswered.tsx'

const TABS = {
  text: Editor,
  try: Playground,
  rehearsal: Rehearsal,
  proposals: Proposals,
  unanswered: Unanswered,
  history: History,
} as const
type Tab = keyof typeof TABS

/** Everything about what the bot knows: one page, six jobs. */
export function KnowledgePage() {
  const text = useText()
  const me = useMe()
  const { tab } = useParams<{ tab?: string }>()
  const current: Tab = tab && Object.hasOwn(TABS, tab) ? (tab as Tab) : 'text'
  useEffect(() => void openKnowledge(me.member.id), [me.member.id])
  const Job = TABS[current]
  return (
    <Page title={text.menu.knowledge} lead={text.knowledge.lead}>
      <nav className="tabs" aria-label={text.menu.knowledge}>
        {(Object.keys(TABS) as Tab[]).map((name) => (
          <Link
            key={name}
            href={name === 'text' ? '/dashboard/knowledge' : `/dashboard/knowledge/${name}`}
            aria-current={name === current ? 'page' : undefined}
          >
            {text.knowledge.tabs[name]}
          </Link>
        ))}
      </nav>
      <Job />
    </Page>
  )
}
