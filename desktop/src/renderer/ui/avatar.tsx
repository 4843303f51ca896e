/** The initials of a name, two at most; a middle dot where there is none. Decoration. */
export function Avatar({ name }: { name: string | null }) {
  const words = (name ?? '').trim().split(/\s+/).filter(Boolean)
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '')
  return (
    <span className="avatar" aria-hidden="true">
      {letters.join('').toUpperCase() || '·'}
    </span>
  )
}
