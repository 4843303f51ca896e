import { LampMark } from '@plantao/ui/lamp'
import { Keyboard, MessagesSquare, Search, Settings } from 'lucide-react'
import { LineSign } from '../connection/line-sign.tsx'
import { waitingFirst } from '../inbox/sections.ts'
import { openSettings } from '../settings/open.ts'
import { QuietSign } from '../settings/quiet-sign.tsx'
import { useConsole, useMyId } from '../store.ts'
import { useText } from '../text/use-text.ts'
import { Avatar } from './avatar.tsx'
import { press } from './handles.ts'
import { withKey } from './key-table.ts'
import { openDialog } from './ui-store.ts'

/** The edge of the desk: the lamp, how many wait, search, keys, settings, who I am and whether I am online. */
export function Rail() {
  const text = useText()
  const myId = useMyId()
  const me = useConsole((state) => state.session.me?.member.name ?? null)
  const waiting = useConsole((state) => waitingFirst(Object.values(state.conversations), myId).length)
  return (
    <nav className="rail" aria-label={text.rail.main}>
      <span className="rail-lamp">
        <LampMark size={30} />
      </span>
      <button
        type="button"
        className="rail-button rail-here"
        title={text.rail.inbox}
        onClick={() => press('list')}
      >
        <MessagesSquare size={20} aria-hidden="true" />
        <span className="unseen">{text.rail.inbox}</span>
        {waiting > 0 && (
          <span className="rail-count figures">
            <span aria-hidden="true">{waiting > 99 ? '99+' : waiting}</span>
            <span className="unseen">{text.rail.waiting(waiting)}</span>
          </span>
        )}
      </button>
      <button
        type="button"
        className="rail-button"
        title={withKey(text.rail.search, 'palette')}
        aria-label={text.rail.search}
        onClick={() => openDialog('palette')}
      >
        <Search size={20} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="rail-button"
        title={withKey(text.rail.keys, 'help')}
        aria-label={text.rail.keys}
        onClick={() => openDialog('keys')}
      >
        <Keyboard size={20} aria-hidden="true" />
      </button>
      <span className="rail-space" />
      <QuietSign />
      <LineSign />
      <button
        type="button"
        className="rail-button"
        title={withKey(text.rail.settings, 'settings')}
        aria-label={text.rail.settings}
        onClick={() => openSettings()}
      >
        <Settings size={20} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="rail-me"
        title={me ?? undefined}
        onClick={() => openSettings('account')}
      >
        <Avatar name={me} />
        <span className="unseen">
          {text.settings.account}: {me}
        </span>
      </button>
    </nav>
  )
}
