import { LampMark } from '@plantao/ui/lamp'
import {
  BookOpen,
  Bot,
  ChartColumn,
  CreditCard,
  ExternalLink,
  GraduationCap,
  House,
  LifeBuoy,
  LogOut,
  Menu,
  MessagesSquare,
  Smartphone,
  UserRound,
  Users,
  X,
} from 'lucide-react'
import { type ComponentType, type ReactNode, useEffect, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { signOut, useMe } from '../session/session.store.ts'
import { useText } from '../text/use-text.ts'
import { useOnline } from './use-online.ts'

type Entry = {
  path: string
  name: string
  icon: ComponentType<{ size?: number; 'aria-hidden'?: 'true' }>
  ownerOnly?: boolean
  /** Another application: a full page load. */
  away?: boolean
}

/** The frame of the dashboard: menu at the left, the page beside it. */
export function Shell({ isOwner, children }: { isOwner: boolean; children: ReactNode }) {
  const text = useText()
  const me = useMe()
  const online = useOnline()
  const [path] = useLocation()
  const [open, setOpen] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the menu.
  useEffect(() => setOpen(false), [path])
  const entries: Entry[] = [
    { path: '/dashboard', name: text.menu.start, icon: House, ownerOnly: true },
    { path: '/dashboard/profile', name: text.menu.profile, icon: UserRound },
    { path: '/dashboard/knowledge', name: text.menu.knowledge, icon: BookOpen, ownerOnly: true },
    { path: '/dashboard/whatsapp', name: text.menu.whatsapp, icon: Smartphone, ownerOnly: true },
    { path: '/console', name: text.menu.conversations, icon: MessagesSquare, away: true },
    { path: '/dashboard/bot', name: text.menu.bot, icon: Bot, ownerOnly: true },
    { path: '/dashboard/team', name: text.menu.team, icon: Users, ownerOnly: true },
    { path: '/dashboard/results', name: text.menu.results, icon: ChartColumn, ownerOnly: true },
    { path: '/dashboard/subscription', name: text.menu.subscription, icon: CreditCard, ownerOnly: true },
    { path: '/dashboard/tutorials', name: text.menu.tutorials, icon: GraduationCap },
    { path: '/dashboard/support', name: text.menu.support, icon: LifeBuoy },
  ]
  const isHere = ({ path: to }: { path: string }) => (to === '/dashboard' ? path === to : path.startsWith(to))
  return (
    <div className={open ? 'shell shell-open' : 'shell'}>
      <a className="skip" href="#page">
        {text.ui.skip}
      </a>
      <header className="shell-top">
        <button
          type="button"
          className="button button-plain button-icon"
          aria-label={open ? text.menu.closeMenu : text.menu.openMenu}
          aria-expanded={open}
          aria-controls="menu"
          onClick={() => setOpen(!open)}
        >
          {open ? <X size={20} aria-hidden="true" /> : <Menu size={20} aria-hidden="true" />}
        </button>
        <LampMark size={24} />
        <b>Plantão</b>
      </header>
      <nav id="menu" className="menu" aria-label={text.menu.label}>
        <p className="menu-brand">
          <LampMark />
          <span>
            <b>Plantão</b>
            <span className="muted small cut" title={me.tenant.name}>
              {me.tenant.name}
            </span>
          </span>
        </p>
        <ul>
          {entries
            .filter((entry) => isOwner || !entry.ownerOnly)
            .map(({ icon: Icon, ...entry }) => (
              <li key={entry.path}>
                {entry.away ? (
                  <a className="menu-item" href={entry.path}>
                    <Icon size={18} aria-hidden="true" />
                    {entry.name}
                    <ExternalLink className="menu-away" size={14} aria-hidden="true" />
                  </a>
                ) : (
                  <Link
                    className="menu-item"
                    href={entry.path}
                    aria-current={isHere(entry) ? 'page' : undefined}
                  >
                    <Icon size={18} aria-hidden="true" />
                    {entry.name}
                  </Link>
                )}
              </li>
            ))}
          <li>
            <button type="button" className="menu-item" onClick={() => void signOut()}>
              <LogOut size={18} aria-hidden="true" />
              {text.menu.leave}
            </button>
          </li>
        </ul>
      </nav>
      <main id="page" className="main">
        {!online && (
          <p className="note note-waiting offline" role="status">
            {text.ui.offline}
          </p>
        )}
        {children}
      </main>
    </div>
  )
}
