/** The mark of the product: a lamp that is on. Decoration; the words beside it speak. */
export function LampMark({ size = 28 }: { size?: number }) {
  return (
    <svg className="lamp-mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M11 17h10l4 9H7z" className="lamp-light" />
      <path d="M8 15.500a8 8 0 0 1 16 0z" className="lamp-shade" />
      <path d="M16 3v4.500" className="lamp-cord" />
    </svg>
  )
}

/** A desk at night with the lamp on, for places where there is nothing yet. */
export function LampScene() {
  return (
    <svg className="scene" viewBox="0 0 240 140" aria-hidden="true">
      <path d="M92 62h56l34 62H58z" className="lamp-light" />
      <path d="M82 60a38 38 0 0 1 76 0z" className="lamp-shade" />
      <path d="M120 0v22" className="lamp-cord" />
      <path d="M24 124h192" className="scene-desk" />
      <rect x="98" y="98" width="44" height="26" rx="6" className="scene-card" />
      <path d="M107 108h26M107 115h16" className="scene-words" />
      <path d="M166 124v-12a7 7 0 0 1 7-7h8a7 7 0 0 1 7 7v12" className="scene-cup" />
      <path d="M188 110h4a5 5 0 0 1 0 10h-4" className="scene-cup" />
    </svg>
  )
}
