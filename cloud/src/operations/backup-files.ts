/** Backups are named by their instant, so that names sort by age: `plantao-2026-11-24T03-00-00Z.tar.age`. */
const NAME = /^plantao-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.tar\.age$/

export function backupName(at: Date): string {
  return `plantao-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar.age`
}

/** The instant in a backup's name; null for any other file. */
export function backupInstant(name: string): Date | null {
  const found = NAME.exec(name)
  return found ? new Date(`${found[1]}T${found[2]}:${found[3]}:${found[4]}Z`) : null
}

/** How many are kept: the newest of each of the last days, weeks and months that have one. */
const KEPT = { days: 7, weeks: 4, months: 6 }

/**
 * Which backups have had their time: all but the newest of each of the last 7 days, 4 weeks and 6 months with a
 * backup. Names that are no backups are never named. Pure.
 */
export function expiredBackups(names: readonly string[]): string[] {
  const dated = names
    .flatMap((name) => {
      const at = backupInstant(name)
      return at ? [{ name, at }] : []
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime())
  const kept = new Set<string>()
  const keep = (most: number, periodOf: (at: Date) => string) => {
    const seen = new Set<string>()
    for (const { name, at } of dated) {
      const period = periodOf(at)
      if (seen.has(period) || seen.size === most) continue
      seen.add(period)
      kept.add(name)
    }
  }
  keep(KEPT.days, (at) => at.toISOString().slice(0, 10))
  keep(KEPT.weeks, (at) => String(Math.floor((at.getTime() / 86_400_000 + 3) / 7)))
  keep(KEPT.months, (at) => at.toISOString().slice(0, 7))
  return dated.filter(({ name }) => !kept.has(name)).map(({ name }) => name)
}
