const MOST_LINES = 500

/** What happened to the application, in codes: no name, phone, text, token or id ever enters it. */
export function createJournal(now: () => number) {
  const lines: { at: string; code: string; detail?: string | number }[] = []
  return {
    note: (code: string, detail?: string | number) => {
      lines.push({ at: new Date(now()).toISOString(), code, ...(detail === undefined ? {} : { detail }) })
      if (lines.length > MOST_LINES) lines.shift()
    },
    lines: () => [...lines],
  }
}
export type Journal = ReturnType<typeof createJournal>
