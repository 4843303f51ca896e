import type { ReactNode } from 'react'
import { LampMark } from './lamp.tsx'

type Props = {
  title: string
  lead?: string | undefined
  /** Where the product's name leads; without it the name is no link. */
  home?: string
  /** Below the card: other languages, settings. */
  foot: ReactNode
  children?: ReactNode
}

/** The frame of every screen before one is signed in: the lamp, a title, one thing to do. */
export function Door({ title, lead, home, foot, children }: Props) {
  const brand = (
    <>
      <LampMark /> Plantão
    </>
  )
  return (
    <main className="door">
      <div className="door-glow" aria-hidden="true" />
      <div className="door-card">
        {home ? (
          <a className="door-brand" href={home}>
            {brand}
          </a>
        ) : (
          <p className="door-brand">{brand}</p>
        )}
        <h1>{title}</h1>
        {lead && <p className="muted">{lead}</p>}
        {children}
      </div>
      <div className="door-foot">{foot}</div>
    </main>
  )
}
