import { useState } from 'react'
import { Link } from 'wouter'
import { useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { Page, Panel } from '../ui/page.tsx'

const PATHS: Record<string, string> = {
  whatsapp: '/dashboard/whatsapp',
  bot: '/dashboard/bot',
  subscription: '/dashboard/subscription',
  knowledge: '/dashboard/knowledge',
  team: '/dashboard/team',
}

/** What helps at once, and how to reach people with what they will ask for. */
export function SupportPage() {
  const text = useText()
  const me = useMe()
  const [copied, setCopied] = useState(false)
  const isOwner = me.member.role === 'owner'
  const names: Record<string, string> = text.menu
  const facts = [
    `${text.support.company}: ${me.tenant.name} (${me.tenant.id})`,
    `${text.support.person}: ${me.member.id}`,
    `${text.support.page}: ${new URL(import.meta.url).pathname}`,
  ].join('\n')
  return (
    <Page title={text.menu.support} lead={text.support.lead}>
      <Panel id="common" title={text.support.common}>
        <div>
          {text.support.items.map(({ q, a, links }) => (
            <details key={q} className="fold">
              <summary>{q}</summary>
              <p>{a}</p>
              {isOwner && (
                <p className="buttons">
                  {links.map((name) => (
                    <Link key={name} className="button" href={PATHS[name] ?? '/dashboard'}>
                      {names[name]}
                    </Link>
                  ))}
                </p>
              )}
            </details>
          ))}
        </div>
      </Panel>
      <Panel id="write" title={text.support.write} lead={text.support.writeLead}>
        <p>{text.support.noAddress}</p>
        <p className="muted">{text.support.details}</p>
        <pre className="facts-text">{facts}</pre>
        <div className="buttons">
          <button
            type="button"
            className="button button-main"
            onClick={async () => {
              await navigator.clipboard.writeText(facts).catch(() => {})
              setCopied(true)
            }}
          >
            {text.support.copy}
          </button>
          <span className="muted small" role="status">
            {copied && text.support.copied}
          </span>
        </div>
      </Panel>
    </Page>
  )
}
