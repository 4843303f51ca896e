/** Puts the keyboard on a card: at once if it is drawn, else after two frames, when the list has scrolled there. */
export function focusCard(id: string): void {
  const find = () => document.querySelector<HTMLElement>(`[data-card="${id}"]`)
  const focus = () => find()?.focus({ preventScroll: true })
  if (find()) focus()
  else requestAnimationFrame(() => requestAnimationFrame(focus))
}
