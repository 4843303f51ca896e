import { LampScene } from '@plantao/ui/lamp'
import { type ReactNode, useEffect, useRef } from 'react'

type Props = { title: string; lead?: string; aside?: ReactNode; children: ReactNode }

/** A page of the dashboard: its name, one sentence, its work. Coming here moves the focus to the name. */
export function Page({ title, lead, aside, children }: Props) {
  const head = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Plantão`
    head.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [title])
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1 ref={head} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className="muted">{lead}</p>}
        </div>
        {aside}
      </div>
      {children}
    </div>
  )
}

type PanelProps = { title?: string; lead?: ReactNode; aside?: ReactNode; id?: string; children: ReactNode }

/** One piece of a page's work. */
export function Panel({ title, lead, aside, id, children }: PanelProps) {
  return (
    <section className="panel" {...(title && id ? { 'aria-labelledby': id } : {})}>
      {title && (
        <div className="panel-head">
          <div>
            <h2 {...(id ? { id } : {})}>{title}</h2>
            {lead && <p className="muted">{lead}</p>}
          </div>
          {aside}
        </div>
      )}
      {children}
    </section>
  )
}

/** Nothing here yet: a sentence and what to do. */
export function Empty({ children }: { children: ReactNode }) {
  return (
    <div className="empty">
      <LampScene />
      {children}
    </div>
  )
}
