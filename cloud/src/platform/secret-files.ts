import { readFileSync } from 'node:fs'
import { type Fault, SettingsError } from './settings/faults.ts'

/** Ours end in one of these; a machine has other `…_FILE`s of its own (certificates, tools), which are none of our business. */
const OURS = /(?:_URL|_SECRET|_KEY|_PASSWORD|_TOKEN)_FILE$/

type Variables = Record<string, string | undefined>

/**
 * Variables may come from files, as container secrets do: `JWT_SECRET_FILE=/run/secrets/jwt` stands for `JWT_SECRET`.
 * A variable that is set itself wins. A file that cannot be read is a fault of the setting that names it.
 */
export function readSecretFiles(source: Variables): { variables: Variables; faults: Fault[] } {
  const variables = { ...source }
  const faults: Fault[] = []
  for (const [name, path] of Object.entries(source)) {
    if (!OURS.test(name) || !path) continue
    const variable = name.slice(0, -'_FILE'.length)
    if (variables[variable]) continue
    try {
      variables[variable] = readFileSync(path, 'utf8').trim()
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      const said = `names ${path}, which cannot be read (${code})`
      faults.push({ setting: name, said, advice: 'Mount the secret, or correct the path.' })
    }
  }
  return { variables, faults }
}

/** The same for a command that needs all of them. Throws what could not be read. */
export function withSecretFiles(source: Variables): Variables {
  const { variables, faults } = readSecretFiles(source)
  if (faults.length > 0) throw new SettingsError(faults)
  return variables
}
