/** What the server has not taken yet is kept in this browser, for each member apart, until it has. */
const keyOf = (memberId: string) => `plantao.draft.${memberId}`

export function keepLocal(memberId: string, text: string): void {
  try {
    localStorage.setItem(keyOf(memberId), text)
  } catch {
    // Storage may be full or forbidden; the page itself still holds the text.
  }
}

export function readLocal(memberId: string): string | null {
  try {
    return localStorage.getItem(keyOf(memberId))
  } catch {
    return null
  }
}

export function forgetLocal(memberId: string): void {
  try {
    localStorage.removeItem(keyOf(memberId))
  } catch {
    // See above.
  }
}
