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
