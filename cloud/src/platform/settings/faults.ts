/** Settings by name; an empty one is an unset one. */
export type Settings = Readonly<Record<string, string | undefined>>

/** A setting that must be corrected before the cloud starts. `said` follows its name; nothing here shows its value. */
export type Fault = { setting: string; said: string; advice: string }

/** All faults of the settings in one list, as an operator reads them in a log. */
export class SettingsError extends Error {
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    const lines = faults.map(({ setting, said, advice }) => `  ${setting} ${said}. ${advice}`)
    super(
      'These settings must be corrected first. What each means: .env.example; ' +
        `under Docker Compose a secret is a file in ./secrets.\n${lines.join('\n')}`,
    )
    this.faults = faults
  }
}

/** One fault a setting, the first that was found. */
export function oneEach(faults: readonly Fault[]): Fault[] {
  return faults.filter(({ setting }, at) => faults.findIndex((other) => other.setting === setting) === at)
}
