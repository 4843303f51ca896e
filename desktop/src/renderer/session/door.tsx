import type { ReactNode } from 'react'
import { openSettings } from '../settings/open.ts'
import { prefer } from '../settings/preferences.ts'
import { useText } from '../text/use-text.ts'
import { LampMark } from '../ui/lamp.tsx'
import './session.css'

/** The frame of every screen before the desk: the lamp, a title, one thing to do. */
export function Door({ title, lead, children }: { title: string; lead?: string; children?: ReactNode }) {
  const text = useText()
  const other = text.locale === 'en' ? 'pt-BR' : 'en'
  return (
    <main className="door">
      <div className="door-glow" aria-hidden="true" />
      <div className="door-card">
        <p className="door-brand">
          <LampMark size={36} /> {text.product}
        </p>
        <h1>{title}</h1>
        {lead && <p className="muted">{lead}</p>}
        {children}
      </div>
      <div className="door-foot">
        <button type="button" className="link muted" onClick={() => openSettings()}>
          {text.settings.title}
        </button>
        <button type="button" className="link muted" lang={other} onClick={() => prefer({ language: other })}>
          {text.palette.language}
        </button>
      </div>
    </main>
  )
}
