/** The cards on the screen, by conversation. Each card enters itself. */
const cards = new Map<string, HTMLElement>()

/** As a card's `ref`: enters it for as long as it is drawn. */
export function enterCard(id: string) {
  return (card: HTMLElement | null) => {
    if (!card) return
    cards.set(id, card)
    return () => {
      // A card that was drawn anew may stand there already.
      if (cards.get(id) === card) cards.delete(id)
    }
  }
}

/** Puts the keyboard on a card: at once if it is drawn, else after two frames, when the list has scrolled there. */
export function focusCard(id: string): void {
  const focus = () => cards.get(id)?.focus({ preventScroll: true })
  if (cards.has(id)) focus()
  else requestAnimationFrame(() => requestAnimationFrame(focus))
}
