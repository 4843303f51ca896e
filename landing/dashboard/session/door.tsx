import { type ReactNode, useEffect } from 'react'
import { usePreferences } from '../preferences.ts'
import { useText } from '../text/use-text.ts'
import { LampMark } from '../ui/lamp.tsx'

/** The room before the dashboard: sign in, a new password, an invite. */
export function Door({ title, lead, children }: { title: string; lead?: string; children?: ReactNode }) {
  const text = useText()
  useEffect(() => {
    document.title = `${title} · Plantão`
  }, [title])
  const isEnglish = text.short === 'en'
  return (
    <main className="door">
      <div className="door-glow" aria-hidden="true" />
      <div className="door-card">
        <a className="door-brand" href="/">
          <LampMark /> Plantão
        </a>
        <h1>{title}</h1>
        {lead && <p className="muted">{lead}</p>}
        {children}
      </div>
      <button
        type="button"
        className="link"
        lang={isEnglish ? 'pt-BR' : 'en'}
        onClick={() => usePreferences.setState({ language: isEnglish ? 'pt-BR' : 'en' })}
      >
        {text.door.otherLanguage}
      </button>
    </main>
  )
}
