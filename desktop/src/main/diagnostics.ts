import type { ConsoleState } from '../engine/state.ts'
import type { DesktopState } from '../ipc/console-api.ts'
import type { Journal } from './journal.ts'

type Facts = {
  state: ConsoleState
  desktop: DesktopState
  journal: Journal
  versions: Record<string, string | undefined>
}

/** What support may see: versions, settings, counts and codes. No name, phone, text, token, address or id is in it. */
export function diagnosticsOf({ state, desktop, journal, versions }: Facts) {
  const { outbox, conversations, connection, session, list, uploads } = state
  const count = <T extends string>(values: T[]) =>
    values.reduce<Record<string, number>>(
      (sum, value) => Object.assign(sum, { [value]: (sum[value] ?? 0) + 1 }),
      {},
    )
  return {
    versions: { console: desktop.version, ...versions },
    platform: `${process.platform}-${process.arch}`,
    desktop,
    session: {
      phase: session.phase,
      role: session.me?.member.role ?? null,
      failure: session.failure?.code ?? null,
    },
    connection,
    list: list.status,
    conversations: count(Object.values(conversations).map((each) => each.state)),
    outbox: count(outbox.map((item) => item.state)),
    outboxFailures: count(outbox.flatMap((item) => item.failure?.code ?? [])),
    uploads: count(uploads.map((upload) => upload.state)),
    journal: journal.lines(),
  }
}
